"""Suggestions as the engine would leave them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.core.workflow import Transition
from matchmaker.matching.models import Level, Suggestion, SuggestionState
from matchmaker.matching.workflow import SUGGESTION
from tests.factories.base import MAKER, made, walk
from tests.factories.catalog import make_achievement, make_need

DECIDED = {SuggestionState.APPROVED, SuggestionState.REJECTED}


def make_suggestion(
    session: Session,
    state: SuggestionState = SuggestionState.PROPOSED,
    *,
    need: Need | None = None,
    achievement: Achievement | None = None,
    **values: Any,
) -> Suggestion:
    """A fair pair of published records (new ones by default); no deal is opened for it."""

    def build(inner: Session) -> Suggestion:
        wanted, offered = need or make_need(inner), achievement or make_achievement(inner)
        given = {
            "score": 0.42,
            "level": Level.FAIR,
            "rank": 1,
            "parts": [{"term": "浓缩", "weight": 0.4, "half": "title"}],
            "rest": 0.02,
            "engine_version": "test",
            **values,
        }
        row = Suggestion(
            need_id=wanted.id,
            need_organization_id=wanted.organization_id,
            achievement_id=offered.id,
            achievement_organization_id=offered.organization_id,
            **{"region_code": wanted.region_code, **given},
        )
        SUGGESTION.begin(inner, row, actor=MAKER)
        walk(inner, SUGGESTION, row, state, _dated)
        return row

    return made(session, build)


def _dated(step: Transition) -> dict[str, Any]:
    return {"decided_at": clock.now()} if step.target in DECIDED else {}
