"""转化科技成果: achievements that came to something with a firm of the region, each counted once.

The texts do not say when a result is transferred; the indicator says it
(signature, first payment, production). The first such day of the first deal
counts (one achievement, one count).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, extract, func, not_, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.regions import city_of
from matchmaker.deals.models import Deal, DealMilestone
from matchmaker.organizations.models import Region
from matchmaker.organizations.queries import in_region
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.models import CountedWhen
from matchmaker.statistics.queries.contracts import Cell

MILESTONES = {CountedWhen.RECEIVED: "payment", CountedWhen.PRODUCED: "production"}


def behind(cut: Cut) -> Select[Any]:
    """Deals by which an achievement counts in ``cut``, with id, amount, day (``counted_on``), county (``place``)."""
    days = _days(cut).subquery()
    order = (days.c.counted_on, days.c.deal_id)
    turn = func.row_number().over(partition_by=days.c.achievement_id, order_by=order).label("turn")
    first = select(days, turn).subquery()
    query = (
        select(Deal.id, Deal.amount, first.c.counted_on, Region.name.label("place"))
        .join(first, first.c.deal_id == Deal.id)
        .join(Region, Region.code == Deal.region_code)
        .where(first.c.turn == 1, first.c.counted_on.between(cut.begins, cut.ends))
    )
    if cut.place:
        query = query.where(Region.name == cut.place)
    return query.order_by(first.c.counted_on.desc(), Deal.id.desc())


def rows(cut: Cut) -> Select[Any]:
    """The same with the titles of both sides: ``achievement``, ``need``."""
    titles = behind(cut).add_columns(Achievement.title.label("achievement"), Need.title.label("need"))
    return titles.join(Achievement, Achievement.id == Deal.achievement_id).join(Need, Need.id == Deal.need_id)


def by_place(session: Session, cut: Cut) -> dict[str, int]:
    """County → how many achievements. One statement."""
    found = behind(cut).order_by(None).subquery()
    rows = session.execute(select(found.c.place, func.count()).group_by(found.c.place))
    return {row[0]: row[1] for row in rows}


def by_cell(session: Session, cut: Cut) -> dict[Cell, int]:
    """County, year and month → how many achievements. One statement."""
    found = behind(cut).order_by(None).subquery()
    cell = (found.c.place, extract("year", found.c.counted_on), extract("month", found.c.counted_on))
    rows = session.execute(select(*cell, func.count()).group_by(*cell))
    return {(row[0], int(row[1]), int(row[2])): row[3] for row in rows}


def _days(cut: Cut) -> Select[Any]:
    """Every deal that counts, with its day."""
    kind = MILESTONES.get(CountedWhen(cut.counted_when))
    day: ColumnElement[Any] = func.min(DealMilestone.happened_on) if kind else func.min(Deal.signed_on)
    query = select(Deal.id.label("deal_id"), Deal.achievement_id, day.label("counted_on")).where(
        in_region(Deal.region_code, cut.roots)
    )
    if kind:
        query = query.join(DealMilestone, DealMilestone.deal_id == Deal.id).where(DealMilestone.kind == kind)
    else:
        query = query.where(Deal.signed_on.is_not(None))
    if cut.outside_only:
        query = query.where(
            not_(in_region(Deal.achievement_region_code, sorted({city_of(each) for each in cut.roots})))
        )
    return query.group_by(Deal.id, Deal.achievement_id)
