"""Suggestions and near-duplicates as the engine would leave them."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.core.workflow import Transition
from matchmaker.engine.documents import Document
from matchmaker.engine.sketch import sketch
from matchmaker.matching.documents import achievement_document, need_document
from matchmaker.matching.models import DuplicatePair, DuplicateState, Level, Suggestion, SuggestionState
from matchmaker.matching.workflow import DUPLICATE, SUGGESTION
from tests.factories.base import MAKER, made, walk
from tests.factories.catalog import make_achievement, make_need

DECIDED = {SuggestionState.APPROVED, SuggestionState.REJECTED, DuplicateState.DISMISSED, DuplicateState.CONFIRMED}


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


def make_duplicate(
    session: Session,
    state: DuplicateState = DuplicateState.OPEN,
    *,
    lower: Achievement | Need | None = None,
    higher: Achievement | Need | None = None,
    **values: Any,
) -> DuplicatePair:
    """Two published records that read alike (new achievements by default), the one made first as ``lower``."""

    def build(inner: Session) -> DuplicatePair:
        first = lower or make_achievement(inner)
        second = higher or make_achievement(inner, title=f"{first.title}技术研究")
        given = {
            "record_kind": first.__tablename__,
            "lower_region_code": first.region_code,
            "higher_region_code": second.region_code,
            "group_key": first.id,
            "likeness": 0.92,
            "engine_version": "test",
            "lower_sketch": sketch(_document(first)),
            "higher_sketch": sketch(_document(second)),
            **values,
        }
        row = DuplicatePair(lower_id=first.id, higher_id=second.id, **given)
        DUPLICATE.begin(inner, row, actor=MAKER)
        walk(inner, DUPLICATE, row, state, _dated)
        return row

    return made(session, build)


def _document(row: Achievement | Need) -> Document:
    return need_document(row) if isinstance(row, Need) else achievement_document(row)


def _dated(step: Transition) -> dict[str, Any]:
    return {"decided_at": clock.now()} if step.target in DECIDED else {}
