"""What is asked for and what is there, by field: where scouts should hunt, where buyers are missing.

A number and the records behind it share their conditions.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.catalog.vocabulary import FIELDS
from matchmaker.core.i18n import N_
from matchmaker.matching.models import Level, Suggestion, SuggestionState
from matchmaker.organizations.models import Organization, Region
from matchmaker.organizations.queries import in_region

PUBLISHED = "published"
GOOD = (Level.STRONG, Level.FAIR)


class Part(StrEnum):
    """What is counted of a field."""

    NEEDS = "needs"
    UNSERVED = "unserved"
    ACHIEVEMENTS = "achievements"


PART_LABELS = {
    Part.NEEDS: N_("需求"),
    Part.UNSERVED: N_("没有较强匹配的需求"),
    Part.ACHIEVEMENTS: N_("成果"),
}


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
    needs, unserved, achievements = (_count(session, part, regions) for part in Part)
    rows = [
        FieldGap(code, needs.get(code, 0), achievements.get(code, 0), needs.get(code, 0) - unserved.get(code, 0))
        for code in (*FIELDS, "")
        if needs.get(code) or achievements.get(code)
    ]
    return sorted(rows, key=lambda row: (-row.unserved, -row.needs))


def behind(part: Part, field: str, roots: Iterable[str]) -> Select[Any]:
    """The records of one field that a number counts, the newest first: id, title, unit, region, day."""
    model = _model(part)
    query: Any = select(
        model.id,
        model.title,
        Organization.name.label("unit"),
        Region.name.label("region"),
        model.published_at.label("day"),
    )
    query = query.join(Organization, Organization.id == model.organization_id)
    query = query.join(Region, Region.code == model.region_code)
    wanted = (*_conditions(part, roots), func.coalesce(model.field_code, "") == field)
    found: Select[Any] = query.where(*wanted).order_by(model.published_at.desc(), model.id.desc())
    return found


def _count(session: Session, part: Part, regions: list[str]) -> dict[str, int]:
    code = func.coalesce(_model(part).field_code, "")
    rows = session.execute(select(code, func.count()).where(*_conditions(part, regions)).group_by(code))
    return {str(row[0]): int(row[1]) for row in rows}


def _model(part: Part) -> type[Need | Achievement]:
    return Achievement if part is Part.ACHIEVEMENTS else Need


def _conditions(part: Part, roots: Iterable[str]) -> list[ColumnElement[bool]]:
    model = _model(part)
    found = [model.state == PUBLISHED, in_region(model.region_code, roots)]
    return [*found, ~_is_served()] if part is Part.UNSERVED else found


def _is_served() -> ColumnElement[bool]:
    return exists().where(
        Suggestion.need_id == Need.id,
        Suggestion.level.in_(GOOD),
        Suggestion.state.not_in((SuggestionState.REJECTED, SuggestionState.SUPERSEDED)),
    )
