"""Sums of the register's contracts, by assessed unit and by month; and the contracts behind a sum.

Everything starts from one Select (``behind``), so that a figure and its rows
cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, extract, func, literal, not_, or_, select
from sqlalchemy.orm import Session, aliased

from matchmaker.core.regions import city_of
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.organizations.models import Region
from matchmaker.organizations.queries import in_region
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import BUYING, SELLING

Cell = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Sums:
    """Contracts and their sums in 分."""

    count: int = 0
    amount: int = 0
    technology_amount: int = 0
    received: int = 0


def behind(cut: Cut) -> Select[Any]:
    """The contracts that ``cut`` counts, the newest first: their columns, and the assessed unit as ``place``."""
    home, other = _sides(cut.flow)
    seat = aliased(Region)
    unit = _place(cut.flow, seat)
    query: Any = select(*Contract.__table__.columns, unit.label("place")).outerjoin(seat, seat.code == home)
    query = query.where(
        Contract.ledger == Ledger.REGISTERED,
        in_region(home, cut.roots),
        Contract.signed_on.between(cut.begins, cut.ends),
    )
    if cut.place:
        query = query.where(unit == cut.place)
    if cut.outside_only:
        query = query.where(not_(in_region(other, sorted({city_of(root) for root in cut.roots}))))
    ordered: Select[Any] = query.order_by(Contract.signed_on.desc(), Contract.id.desc())
    return ordered


def by_place(session: Session, cut: Cut) -> dict[str, Sums]:
    """Assessed unit → its sums. One statement."""
    found = behind(cut).order_by(None).subquery()
    query = select(found.c.place, *_sums(found)).group_by(found.c.place)
    return {row[0]: _read(row[1:]) for row in session.execute(query)}


def by_cell(session: Session, cut: Cut) -> dict[Cell, Sums]:
    """Assessed unit, year and month (1 to 12) → the sums. One statement."""
    found = behind(cut).order_by(None).subquery()
    cell = (found.c.place, extract("year", found.c.signed_on), extract("month", found.c.signed_on))
    rows = session.execute(select(*cell, *_sums(found)).group_by(*cell))
    return {(row[0], int(row[1]), int(row[2])): _read(row[3:]) for row in rows}


def of_flows(session: Session, cut: Cut) -> dict[str, Sums]:
    """BUYING, SELLING → what the regions of ``cut`` took in and gave in its time, whatever it counts. One statement."""
    sides = {flow: in_region(_sides(flow)[0], cut.roots) for flow in (BUYING, SELLING)}
    columns = [_sum_where(side, value) for side in sides.values() for value in (literal(1), *_columns(Contract))]
    query = select(*columns).where(
        Contract.ledger == Ledger.REGISTERED,
        Contract.signed_on.between(cut.begins, cut.ends),
        or_(*sides.values()),
    )
    row = session.execute(query).one()
    half = len(row) // len(sides)
    return {flow: _read(row[place * half : (place + 1) * half]) for place, flow in enumerate(sides)}


def _sides(flow: str) -> tuple[Any, Any]:
    sides = (Contract.buyer_region_code, Contract.seller_region_code)
    return sides if flow == BUYING else sides[::-1]


def _place(flow: str, seat: Any) -> ColumnElement[str]:
    """The unit a contract counts for: as written on it for a purchase, else the party's county."""
    home, _other = _sides(flow)
    named = func.coalesce(seat.name, home)
    return func.coalesce(func.nullif(Contract.assessed_unit, ""), named) if flow == BUYING else named


def _columns(found: Any) -> tuple[Any, ...]:
    return (found.amount, found.technology_amount, found.received)


def _sums(found: Any) -> list[Any]:
    return [func.count(), *(func.coalesce(func.sum(column), 0) for column in _columns(found.c))]


def _sum_where(condition: ColumnElement[bool], value: Any) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, value), else_=0)), 0)


def _read(row: Any) -> Sums:
    return Sums(*(int(value) for value in row))


def years(session: Session, roots: Iterable[str]) -> list[int]:
    """The years in which contracts of these regions were signed, the latest first. One statement."""
    regions = list(roots)
    here = or_(in_region(Contract.buyer_region_code, regions), in_region(Contract.seller_region_code, regions))
    ends = select(func.min(Contract.signed_on), func.max(Contract.signed_on))
    found = [day.year for day in session.execute(ends.where(Contract.ledger == Ledger.REGISTERED, here)).one() if day]
    return list(range(found[-1], found[0] - 1, -1)) if found else []
