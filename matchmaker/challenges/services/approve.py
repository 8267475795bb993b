"""The city approves a challenge: mode, places, and money that suffices by its rule."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge, ChallengeState, Mode, Profile
from matchmaker.challenges.services.guards import required_funds
from matchmaker.challenges.services.step import advance
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_

MOST_RUNNERS = 9


def approve(
    session: Session,
    challenge: Challenge,
    *,
    mode: Mode,
    places: int = 1,
    race_reason: str = "",
    actor: Actor,
    version: int | None = None,
) -> None:
    """Approve with ``mode``; a race says why it is worth it (难度大、风险大) and how many may run.

    A firm's own challenge is approved by the county, all others by the city.
    What the city's rule asks of the funds on this day is kept with it.
    """
    if challenge.state not in {ChallengeState.ARGUED, ChallengeState.PRESCREENED}:
        raise Conflict
    if mode is Mode.RACE and not race_reason.strip():
        raise Invalid(fields={"race_reason": [N_("赛马须写明难度大、风险大的理由。")]})
    if mode is Mode.RACE and not 2 <= places <= MOST_RUNNERS:  # noqa: PLR2004 - a race has two
        raise Invalid(fields={"places": [N_("赛马须有 2 至 9 支团队。")]})
    challenge.mode, challenge.race_reason = mode, race_reason.strip()
    challenge.places = places if mode is Mode.RACE else 1
    if challenge.profile == Profile.ENTERPRISE:
        advance(session, challenge, "approve_own", actor=actor, version=version, detail={"mode": mode})
        return
    own, solver = required_funds(session, challenge)
    kept = {"minimum_own_funds": own, "minimum_solver_share": solver}
    advance(session, challenge, "approve", actor=actor, version=version, values=kept, detail={"mode": mode, **kept})
