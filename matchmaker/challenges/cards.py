"""A posted challenge as lists show it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from matchmaker.catalog.vocabulary import FIELDS
from matchmaker.challenges.board import STAGE_OF, TONES
from matchmaker.challenges.deadlines import left
from matchmaker.challenges.models import ChallengeState, Mode, Profile
from matchmaker.challenges.profiles import PROFILES
from matchmaker.challenges.queries.public import Listed
from matchmaker.challenges.workflow import CHALLENGE

SUMMARY_LENGTH = 90


def cards(rows: Iterable[Listed], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Each row for ``components/challenges.html``; ``names`` of the regions by code."""
    return [_card(row, names) for row in rows]


def _card(row: Listed, names: Mapping[str, str]) -> dict[str, Any]:
    rule = PROFILES[Profile(row.profile)]
    return {
        "href": url_for("challenges.challenge", challenge_id=row.id),
        "title": row.title,
        "summary": shortened(row.goal or row.problem),
        "organization": row.organization,
        "region": names.get(row.region, row.region),
        "field": _(FIELDS[row.field]) if row.field in FIELDS else "",
        "profile": _(rule.label),
        "mode": _("赛马，%(n)d 支团队", n=row.places) if row.mode == Mode.RACE else _("单一揭榜"),
        "invited_only": rule.invited_only,
        "reward": row.reward,
        "state": state_badge(row.state),
        "is_open": row.state == ChallengeState.RECEIVING,
        "is_coming": row.state == ChallengeState.POSTED,
        "receiving_from": row.receiving_from,
        "closes_at": row.closes_at,
        "left": left(row.closes_at) if row.state == ChallengeState.RECEIVING else "",
    }


def state_badge(state: str) -> tuple[str, str]:
    """A state's word and colour for the public."""
    stage = STAGE_OF.get(ChallengeState(state))
    return _(CHALLENGE.labels[state]), TONES[stage] if stage else "neutral"


def shortened(text: str) -> str:
    """The beginning of a text, in one line."""
    line = " ".join(text.split())
    return line if len(line) <= SUMMARY_LENGTH else line[: SUMMARY_LENGTH - 1] + "…"
