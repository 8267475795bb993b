"""How far the introductions of a year got, and where and why those that ended did.

A deal belongs to the year in which the officer opened it. A stage counts as
reached when its own trace is there or a later one is: answers skipped on the
platform do not make a signed deal look unsigned.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.models import Deal, DealMilestone, DealState
from matchmaker.organizations.queries import in_region


class Stage(StrEnum):
    """From the officer's approval to money."""

    OPENED = "opened"
    INTRODUCED = "introduced"
    TALKING = "talking"
    AGREED = "agreed"
    SIGNED = "signed"
    REGISTERED = "registered"
    PAID = "paid"


STAGE_LABELS = {
    Stage.OPENED: N_("联络员推荐"),
    Stage.INTRODUCED: N_("双方同意引荐"),
    Stage.TALKING: N_("洽谈"),
    Stage.AGREED: N_("意向明确"),
    Stage.SIGNED: N_("签约"),
    Stage.REGISTERED: N_("合同登记"),
    Stage.PAID: N_("到账"),
}
ORDER = tuple(Stage)


@dataclass(frozen=True, slots=True)
class Death:
    """Ended deals that got as far as ``stage``, for one reason (deals.reasons)."""

    stage: Stage
    reason: str
    count: int


@dataclass(frozen=True, slots=True)
class Funnel:
    """``counts``: stage → deals that reached it; ``deaths``: where ended ones stopped and why, the most frequent first.

    Completed deals are no deaths.
    """

    counts: dict[Stage, int]
    deaths: list[Death]


def funnel(session: Session, roots: Iterable[str], year: int) -> Funnel:
    """How far the year's deals got. One statement, which looks each deal's traces up once."""
    traces = _traces()
    furthest = case(*((traces[stage], stage.value) for stage in reversed(ORDER)), else_=Stage.OPENED.value)
    died = and_(Deal.state == DealState.CLOSED, Deal.close_reason != "completed")
    deals = select(furthest.label("stage"), case((died, Deal.close_reason)).label("reason"))
    found = deals.where(_of_year(roots, year)).subquery()
    query = select(found.c.stage, found.c.reason, func.count()).group_by(found.c.stage, found.c.reason)
    rows = [(Stage(row[0]), row[1], int(row[2])) for row in session.execute(query)]
    counts = {
        stage: sum(number for reached, _reason, number in rows if ORDER.index(reached) >= place)
        for place, stage in enumerate(ORDER)
    }
    deaths = [Death(stage, reason, number) for stage, reason, number in rows if reason is not None]
    return Funnel(counts, sorted(deaths, key=lambda death: (-death.count, death.reason, death.stage)))


def rows(roots: Iterable[str], year: int, stage: Stage | None, reason: str = "") -> Select[Any]:
    """The deals behind a number: those that reached ``stage``, or that ended at it for ``reason``."""
    query = select(Deal).options(joinedload(Deal.need), joinedload(Deal.achievement)).where(_of_year(roots, year))
    if stage is not None:
        query = query.where(_reached(stage))
    if reason:
        query = query.where(Deal.state == DealState.CLOSED, Deal.close_reason == reason)
        following = ORDER[ORDER.index(stage) + 1 :] if stage else ()
        query = query.where(*(~_reached(later) for later in following[:1]))
    return query.order_by(Deal.state_at.desc(), Deal.id.desc())


def _of_year(roots: Iterable[str], year: int) -> ColumnElement[bool]:
    begins = clock.start_of_day(date(year, 1, 1))
    ends = clock.start_of_day(date(year + 1, 1, 1))
    return and_(in_region(Deal.region_code, roots), Deal.created_at >= begins, Deal.created_at < ends)


def _reached(stage: Stage) -> ColumnElement[bool]:
    """The stage's own trace, or any later one's."""
    traces = _traces()
    return or_(*(traces[each] for each in ORDER[ORDER.index(stage) :]))


def _traces() -> dict[Stage, ColumnElement[bool]]:
    """What each stage leaves behind."""
    own, standing = aliased(Contract), aliased(Contract)  # the deal's contract, and the row of it that counts
    row = standing.id == func.coalesce(own.registered_as_id, own.id)
    registered = exists(
        select(own.id).join(standing, row).where(own.deal_id == Deal.id, standing.ledger == Ledger.REGISTERED)
    )
    paid = exists(
        select(own.id).join(standing, row).where(own.deal_id == Deal.id, or_(own.received > 0, standing.received > 0))
    )
    return {
        Stage.OPENED: Deal.id.is_not(None),
        Stage.INTRODUCED: Deal.introduced_at.is_not(None),
        Stage.TALKING: or_(Deal.state == DealState.NEGOTIATING, _milestone("first_talk", "nda", "trial")),
        Stage.AGREED: or_(Deal.state == DealState.ABOUT_TO_SIGN, _milestone("letter_of_intent", "pricing", "notice")),
        Stage.SIGNED: Deal.signed_on.is_not(None),
        Stage.REGISTERED: registered,
        Stage.PAID: or_(_milestone("payment"), paid),
    }


def _milestone(*kinds: str) -> ColumnElement[bool]:
    return exists().where(DealMilestone.deal_id == Deal.id, DealMilestone.kind.in_(kinds))
