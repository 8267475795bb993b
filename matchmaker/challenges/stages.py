"""The public's four words for where a challenge stands (企业出题、政府立题、能者解题、市场阅卷), and its colour."""

from __future__ import annotations

from matchmaker.challenges.models import ChallengeState
from matchmaker.core.i18n import N_

S = ChallengeState
STAGES: tuple[tuple[str, frozenset[str]], ...] = (
    (N_("企业出题"), frozenset({S.DRAFT, S.COLLECTING, S.PRESCREENED})),
    (N_("政府立题"), frozenset({S.ARGUED, S.APPROVED, S.VETOED})),
    (N_("能者解题"), frozenset({S.POSTED, S.RECEIVING, S.SEALED, S.UNFILLED, S.UNFILLED_CLOSED})),
    (N_("市场阅卷"), frozenset({S.QUALIFYING, S.REVIEWING, S.RANKED, S.PUBLICISED, S.SIGNING})),
    (N_("攻关"), frozenset({S.WORKING})),
    (N_("验收兑付"), frozenset({S.ACCEPTING, S.CONCLUDED, S.SETTLED})),
)
TONES: dict[str, str] = {
    **dict.fromkeys(S, "progress"),
    S.DRAFT: "neutral",
    S.RECEIVING: "good",
    S.PUBLICISED: "warn",
    S.SETTLED: "good",
    **dict.fromkeys((S.UNFILLED, S.UNFILLED_CLOSED, S.WITHDRAWN, S.TERMINATED), "neutral"),
    S.VETOED: "bad",
}


def stage_of(state: str) -> int:
    """The place of ``state`` among STAGES; all done for a settled challenge, none begun for one stopped on its way."""
    if state == S.SETTLED:
        return len(STAGES)
    return next((place for place, (_label, states) in enumerate(STAGES) if state in states), -1)
