"""Indicators of a reader's places, and years that were closed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matchmaker.core.regions import lineage
from matchmaker.organizations.queries import in_region
from matchmaker.statistics.models import ClosedYear, Kpi


def indicators(session: Session, codes: Iterable[str]) -> list[Kpi]:
    """The indicators of these regions, of what lies under them and of what they lie under. Two statements."""
    regions = sorted(codes)
    above = sorted({each for code in regions for each in lineage(code)})
    query = select(Kpi).where(or_(Kpi.region_code.in_(above), in_region(Kpi.region_code, regions)))
    return list(
        session.scalars(
            query.options(joinedload(Kpi.region), selectinload(Kpi.targets)).order_by(Kpi.region_code, Kpi.id)
        )
    )


def closed_year(session: Session, region_code: str, year: int) -> ClosedYear | None:
    """The year as it was reported, with its figures; None while it is open."""
    query = select(ClosedYear).where(ClosedYear.region_code == region_code, ClosedYear.year == year)
    return session.scalars(query.options(selectinload(ClosedYear.figures))).one_or_none()


def frozen(closed: ClosedYear | None, metric: str) -> dict[str, int] | None:
    """Assessed unit → figure as reported; None for an open year."""
    if closed is None:
        return None
    return {row.place: row.value for row in closed.figures if row.metric == metric}
