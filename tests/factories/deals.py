"""Deals at any stage."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.workflow import Transition
from matchmaker.deals.models import Deal, DealState
from matchmaker.deals.workflow import DEAL
from matchmaker.matching.models import Suggestion, SuggestionState
from tests.factories.base import MAKER, made, walk
from tests.factories.matching import make_suggestion


def make_deal(
    session: Session, state: DealState = DealState.INVITED, *, suggestion: Suggestion | None = None, **values: Any
) -> Deal:
    """A deal from an approved suggestion; the sides' answers are not there."""

    def build(inner: Session) -> Deal:
        pair = suggestion or make_suggestion(inner, SuggestionState.APPROVED)
        given = {
            "message": "双方工艺条件接近，建议先电话沟通。",
            "explanation": {"score": "0.42", "level": "fair", "parts": [], "facts": []},
            "reply_due_at": clock.now() + timedelta(days=7),
            **values,
        }
        row = Deal(
            need_id=pair.need_id,
            need_organization_id=pair.need_organization_id,
            achievement_id=pair.achievement_id,
            achievement_organization_id=pair.achievement_organization_id,
            region_code=pair.region_code,
            achievement_region_code=pair.achievement.region_code,
            suggestion_id=pair.id,
            **given,
        )
        DEAL.begin(inner, row, actor=MAKER)
        walk(inner, DEAL, row, state, _dated)
        return row

    return made(session, build)


def _dated(step: Transition) -> dict[str, Any]:
    if step.target == DealState.INTRODUCED:
        return {"introduced_at": clock.now()}
    if step.target == DealState.CLOSED:
        return {"close_reason": "no_agreement"}
    return {}
