"""What is asked for and what is there, by field: where scouts should hunt, where buyers are missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.catalog.vocabulary import FIELDS
from matchmaker.matching.models import Level, Suggestion, SuggestionState
from matchmaker.organizations.queries import in_region

PUBLISHED = "published"
GOOD = (Level.STRONG, Level.FAIR)


@dataclass(frozen=True, slots=True)
class FieldGap:
    """Published needs and achievements of one field; ``served``: needs with a match of level 较强 or better."""

    field: str
    needs: int
    achievements: int
    served: int

    @property
    def unserved(self) -> int:
        return self.needs - self.served


def gaps(session: Session, roots: Iterable[str]) -> list[FieldGap]:
    """Every field with needs or achievements of these regions, the most unserved needs first. Three statements."""
    regions = list(roots)
    good = exists().where(
        Suggestion.need_id == Need.id,
        Suggestion.level.in_(GOOD),
        Suggestion.state.not_in((SuggestionState.REJECTED, SuggestionState.SUPERSEDED)),
    )
    needs = _count(session, Need, regions)
    served = _count(session, Need, regions, good)
    achievements = _count(session, Achievement, regions)
    rows = [
        FieldGap(code, needs.get(code, 0), achievements.get(code, 0), served.get(code, 0))
        for code in (*FIELDS, "")
        if needs.get(code) or achievements.get(code)
    ]
    return sorted(rows, key=lambda row: (-row.unserved, -row.needs))


def _count(
    session: Session, model: type[Need | Achievement], regions: list[str], *conditions: ColumnElement[bool]
) -> dict[str, int]:
    code = func.coalesce(model.field_code, "")
    query = select(code, func.count()).where(model.state == PUBLISHED, in_region(model.region_code, regions))
    rows = session.execute(query.where(*conditions).group_by(code))
    return {str(row[0]): int(row[1]) for row in rows}
