"""Officers' decisions as the engine learns from them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matchmaker.catalog.models import Achievement, Need
from matchmaker.deals.reasons import trains_text
from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.late import LateModule
from matchmaker.matching.documents import achievement_document, need_document
from matchmaker.matching.models import Suggestion, SuggestionState

if TYPE_CHECKING:
    from matchmaker.engine import learn
else:
    learn = LateModule("matchmaker.engine.learn")

MOST = 5000
"""Of more decisions the newest are taken: what a worker learns from in a few minutes."""

S = SuggestionState


def decisions(session: Session, index: Index) -> list[learn.Decision]:
    """What was approved, and what was rejected because it did not fit, the oldest first.

    A rejection counts only when all its reasons speak of fit (see
    ``deals.reasons``): 已自行解决 or 资金时机不合 say nothing about words. The
    records are read as they are today.
    """
    query = (
        select(Suggestion)
        .where(Suggestion.state.in_((S.APPROVED, S.REJECTED)), Suggestion.decided_at.is_not(None))
        .options(
            joinedload(Suggestion.need).selectinload(Need.indicators),
            joinedload(Suggestion.achievement).selectinload(Achievement.indicators),
        )
        .order_by(Suggestion.decided_at.desc(), Suggestion.id.desc())
        .limit(MOST)
    )
    return list(_read(list(session.scalars(query).unique()), index))[::-1]


def _read(rows: list[Suggestion], index: Index) -> Iterator[learn.Decision]:
    """Each record is read once, an achievement that is not in the index as a document of its own."""
    needs: dict[int, Document] = {}
    offered: dict[int, int | Document] = {}
    for row in rows:
        accepted = row.state == S.APPROVED
        if not accepted and not trains_text(row.reasons):
            continue
        if row.need_id not in needs:
            needs[row.need_id] = need_document(row.need)
        if row.achievement_id not in offered:
            known = row.achievement_id in index
            offered[row.achievement_id] = row.achievement_id if known else achievement_document(row.achievement)
        yield learn.Decision(needs[row.need_id], offered[row.achievement_id], accepted)
