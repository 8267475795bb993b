"""What scouting asks of matching: see ``scouting.ports.Prospects``."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from matchmaker.deals.models import Deal, DealState
from matchmaker.matching.models import Level, Suggestion, SuggestionState
from matchmaker.scouting.ports import Progress

GOOD = (Level.STRONG, Level.FAIR)
DROPPED = (SuggestionState.REJECTED, SuggestionState.SUPERSEDED)
CHUNK = 500


class MatchedProspects:
    """``scouting.ports.Prospects`` over the stored suggestions and deals."""

    def provided_for(self, session: Session, need_ids: Collection[int]) -> set[int]:
        """Needs with a suggestion of level strong or fair that still stands, or a deal that is not closed."""
        found: set[int] = set()
        listed = sorted(need_ids)
        for start in range(0, len(listed), CHUNK):
            some = listed[start : start + CHUNK]
            good = select(Suggestion.need_id).where(
                Suggestion.need_id.in_(some), Suggestion.level.in_(GOOD), Suggestion.state.not_in(DROPPED)
            )
            live = select(Deal.need_id).where(Deal.need_id.in_(some), Deal.state != DealState.CLOSED)
            found |= set(session.scalars(good.union(live)))
        return found

    def fits(self, session: Session, organization_id: int) -> Mapping[int, float]:
        """The best standing suggestion of each need with an achievement of the organisation."""
        query = (
            select(Suggestion.need_id, func.max(Suggestion.score))
            .where(
                Suggestion.achievement_organization_id == organization_id,
                Suggestion.state.not_in(DROPPED),
                Suggestion.level != Level.NONE,
            )
            .group_by(Suggestion.need_id)
        )
        return {row[0]: float(row[1]) for row in session.execute(query)}

    def progress(self, session: Session, kind: str, record_ids: Collection[int]) -> Mapping[int, Progress]:
        """Deals opened, introduced, signed and ended over the records."""
        if not record_ids:
            return {}
        column = Deal.need_id if kind == "need" else Deal.achievement_id
        query = (
            select(
                column,
                func.count(),
                func.count(Deal.introduced_at),
                func.count(Deal.signed_on),
                func.sum(case((Deal.state == DealState.CLOSED, 1), else_=0)),
            )
            .where(column.in_(list(record_ids)))
            .group_by(column)
        )
        return {row[0]: Progress(row[1], row[2], row[3], int(row[4] or 0)) for row in session.execute(query)}
