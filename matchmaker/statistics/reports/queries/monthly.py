"""An officer's region in one month: every number of the monthly report, county by county. Three statements."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, union_all
from sqlalchemy.orm import Session, joinedload

from matchmaker.catalog.models import Achievement, Need
from matchmaker.challenges.models import Challenge
from matchmaker.core import clock
from matchmaker.deals.models import Deal, DealState
from matchmaker.deals.subsidies.models import Claim
from matchmaker.deals.work.models import DealTask
from matchmaker.deals.work.queries import stands_still
from matchmaker.matching.models import Suggestion
from matchmaker.organizations.models import Region, RegionKind
from matchmaker.organizations.queries import in_region
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import Metric
from matchmaker.statistics.queries import contracts


class Count(StrEnum):
    """What is counted, in the order of the report; amounts go with signed, registered and granted."""

    ACHIEVEMENTS = "achievements"
    NEEDS = "needs"
    DECIDED = "decided"
    INTRODUCED = "introduced"
    SIGNED = "signed"
    REGISTERED = "registered"
    LATE = "late"
    CLAIMED = "claimed"
    GRANTED = "granted"


CHALLENGES = "challenges"


@dataclass
class Place:
    """One county, zone, or named assessed unit with its counts and amounts (分)."""

    name: str
    counts: dict[Count, int] = field(default_factory=dict)
    amounts: dict[Count, int] = field(default_factory=dict)


@dataclass
class Month:
    """All counts of a month. ``challenges``: state → how many stand in it today."""

    year: int
    month: int
    places: list[Place]
    challenges: dict[str, int]

    def count(self, what: Count) -> int:
        return sum(place.counts.get(what, 0) for place in self.places)

    def amount(self, what: Count) -> int:
        """分."""
        return sum(place.amounts.get(what, 0) for place in self.places)


def of_month(session: Session, roots: Iterable[str], year: int, month: int) -> Month:
    """The month's figures; late clocks and challenges stand as they are today."""
    regions = tuple(sorted(roots))
    named = session.execute(select(Region.code, Region.name, Region.kind).where(in_region(Region.code, regions)))
    listed = sorted(tuple(row) for row in named)
    names = {code: name for code, name, _kind in listed}
    below = (RegionKind.COUNTY, RegionKind.ZONE)
    found = {name: Place(name) for _code, name, kind in listed if kind in below}
    challenges: dict[str, int] = {}
    for what, key, count, amount in session.execute(_everything(regions, year, month)):
        if what == CHALLENGES:
            challenges[key] = count
            continue
        place = found.setdefault(names.get(key, key), Place(names.get(key, key)))
        place.counts[Count(what)] = place.counts.get(Count(what), 0) + int(count)
        place.amounts[Count(what)] = place.amounts.get(Count(what), 0) + int(amount)
    cut = Cut(Metric.ABSORBED_AMOUNT, regions, year, first_year=year, month=month)
    for name, sums in contracts.by_place(session, cut).items():
        place = found.setdefault(name, Place(name))
        place.counts[Count.REGISTERED], place.amounts[Count.REGISTERED] = sums.count, sums.amount
    return Month(year, month, list(found.values()), challenges)


def deals_of(roots: Iterable[str], year: int, month: int) -> Select[Any]:
    """The deals introduced or signed in the month, with the county's name as ``place``."""
    begins, ends, first, last = _ends(year, month)
    introduced = and_(Deal.introduced_at >= begins, Deal.introduced_at < ends)
    told = (joinedload(Deal.need), joinedload(Deal.achievement))
    query: Any = select(Deal, Region.name.label("place")).join(Region, Region.code == Deal.region_code).options(*told)
    query = query.where(in_region(Deal.region_code, list(roots)), or_(introduced, Deal.signed_on.between(first, last)))
    ordered: Select[Any] = query.order_by(Deal.region_code, Deal.id)
    return ordered


def _ends(year: int, month: int) -> tuple[Any, Any, date, date]:
    first, last = date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return clock.start_of_day(first), clock.end_of_day(last), first, last


def _everything(regions: tuple[str, ...], year: int, month: int) -> Any:
    """(what, region or state, count, amount) of all that is counted."""
    begins, ends, first, last = _ends(year, month)

    def within(column: Any) -> ColumnElement[bool]:
        return and_(column >= begins, column < ends)

    late = and_(Deal.state == DealState.INVITED, Deal.reply_due_at < clock.now())
    overdue = and_(DealTask.done_at.is_(None), DealTask.due_on < clock.today())
    granted = and_(Claim.decided_on.between(first, last), Claim.decided_amount.is_not(None))
    tasks = _by(Count.LATE, Deal.region_code, overdue).join(DealTask, DealTask.deal_id == Deal.id)
    selects = (
        _by(Count.ACHIEVEMENTS, Achievement.region_code, within(Achievement.published_at)),
        _by(Count.NEEDS, Need.region_code, within(Need.published_at)),
        _by(Count.DECIDED, Suggestion.region_code, within(Suggestion.decided_at)),
        _by(Count.INTRODUCED, Deal.region_code, within(Deal.introduced_at)),
        _by(Count.SIGNED, Deal.region_code, Deal.signed_on.between(first, last), Deal.amount),
        _by(Count.LATE, Deal.region_code, or_(late, stands_still())),
        tasks,
        _by(Count.CLAIMED, Claim.region_code, within(Claim.submitted_at)),
        _by(Count.GRANTED, Claim.region_code, granted, Claim.decided_amount),
    )
    here = [each.where(in_region(_region(each), regions)) for each in selects]
    states: Any = select(literal(CHALLENGES), Challenge.state, func.count(), literal(0))
    here.append(states.where(in_region(Challenge.region_code, regions)).group_by(Challenge.state))
    return union_all(*here)


def _region(query: Select[Any]) -> Any:
    return query.selected_columns[1]


def _by(what: Count, region: Any, condition: ColumnElement[bool], amount: Any = None) -> Select[Any]:
    summed = literal(0) if amount is None else func.coalesce(func.sum(amount), 0)
    return select(literal(what.value), region, func.count(), summed).where(condition).group_by(region)
