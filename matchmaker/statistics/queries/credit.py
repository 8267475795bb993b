"""From visit to registered contract, per scout: every number and the rows behind it come from one Select.

A deal is credited to whoever first registered its achievement and to whoever
found its need; one person is credited once. Each step counts in the year in
which it happened, so that a contract of this year may rest on a visit of the
last.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, func, literal, null, select, union, union_all
from sqlalchemy.orm import Session, aliased

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.models import Deal
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import in_region
from matchmaker.scouting.models import ContactLog, Lead, ScoutProfile


class Step(StrEnum):
    """What is counted of a scout, in the order in which it comes about."""

    VISITS = "visits"
    LEADS = "leads"
    NEEDS = "needs"
    PUBLISHED = "published"
    INTRODUCED = "introduced"
    SIGNED = "signed"
    REGISTERED = "registered"


STEP_LABELS = {
    Step.VISITS: N_("走访"),
    Step.LEADS: N_("线索"),
    Step.NEEDS: N_("挖掘需求"),
    Step.PUBLISHED: N_("成果发布"),
    Step.INTRODUCED: N_("引荐成功"),
    Step.SIGNED: N_("签约"),
    Step.REGISTERED: N_("登记合同"),
}
MONEY = frozenset({Step.SIGNED, Step.REGISTERED})


@dataclass(frozen=True, slots=True)
class Credit:
    """A line of the roster with its numbers; ``amount`` is that of registered contracts, in 分."""

    profile: ScoutProfile
    counts: dict[Step, int] = field(default_factory=dict)
    amount: int = 0


def credit_of(session: Session, year: int, *, roots: Iterable[str] = (), scout_id: int | None = None) -> list[Credit]:
    """The roster of regions, or one person, with every step's number, by kind and name. Two statements."""
    mine = in_region(ScoutProfile.region_code, roots) if scout_id is None else ScoutProfile.user_id == scout_id
    people = session.scalars(
        select(ScoutProfile).join(ScoutProfile.user).where(mine).order_by(ScoutProfile.kind, User.name, ScoutProfile.id)
    ).all()
    parts = []
    for step in Step:
        found = behind(step, year, [each.user_id for each in people]).order_by(None).subquery()
        total = func.coalesce(func.sum(found.c.amount), 0)
        parts.append(select(literal(step.value), found.c.scout_id, func.count(), total).group_by(found.c.scout_id))
    counted = {(row[1], row[0]): (row[2], int(row[3])) for row in session.execute(union_all(*parts))}
    nothing = (0, 0)
    return [
        Credit(
            each,
            {step: counted.get((each.user_id, step.value), nothing)[0] for step in Step},
            counted.get((each.user_id, Step.REGISTERED.value), nothing)[1],
        )
        for each in people
    ]


def behind(step: Step, year: int, scout_ids: Iterable[int]) -> Select[Any]:
    """The rows that a number counts, the newest first: scout_id, id, day, title, unit, amount."""
    query, scout, day = _STEPS[step](year)
    found: Select[Any] = query.where(scout.in_(list(scout_ids))).order_by(day.desc())
    return found


def enrolled(session: Session, roots: Iterable[str]) -> dict[int, str]:
    """User id → name of everybody on the roster of these regions. One statement."""
    query = select(User.id, User.name).join(ScoutProfile, ScoutProfile.user_id == User.id)
    rows = session.execute(query.where(in_region(ScoutProfile.region_code, roots)))
    return {row.id: row.name for row in rows}


def _columns(scout: Any, key: Any, day: Any, title: Any, unit: Any, amount: Any = None) -> Select[Any]:
    money = cast(null(), Integer) if amount is None else amount
    return select(
        scout.label("scout_id"),
        key.label("id"),
        day.label("day"),
        title.label("title"),
        unit.label("unit"),
        money.label("amount"),
    )


def _visits(year: int) -> tuple[Select[Any], Any, Any]:
    log = ContactLog
    query = _columns(log.scout_id, log.id, log.happened_on, Organization.name, Organization.name)
    query = query.join(Organization, Organization.id == log.organization_id).where(_days(log.happened_on, year))
    return query, log.scout_id, log.happened_on


def _leads(year: int) -> tuple[Select[Any], Any, Any]:
    query = _columns(Lead.scout_id, Lead.id, Lead.created_at, Lead.title, Lead.organization_text)
    return query.where(_moments(Lead.created_at, year)), Lead.scout_id, Lead.created_at


def _records(model: Any, column: str, year: int) -> tuple[Select[Any], Any, Any]:
    at = getattr(model, column)
    query = _columns(model.scout_id, model.id, at, model.title, Organization.name)
    query = query.join(Organization, Organization.id == model.organization_id).where(_moments(at, year))
    return query, model.scout_id, at


def _deals(day: Any, condition: ColumnElement[bool]) -> tuple[Select[Any], Any, Any]:
    owners = _owners()
    query = _columns(owners.c.scout_id, Deal.id, day, Achievement.title, Organization.name, Deal.amount)
    query = (
        query.join(Deal, Deal.id == owners.c.deal_id)
        .join(Achievement, Achievement.id == Deal.achievement_id)
        .join(Organization, Organization.id == Deal.need_organization_id)
        .where(condition)
    )
    return query, owners.c.scout_id, day


def _registered(year: int) -> tuple[Select[Any], Any, Any]:
    owners, day = _owners(), Contract.signed_on
    query = _columns(owners.c.scout_id, Contract.id, day, Contract.name, Contract.buyer_name, Contract.amount)
    own = aliased(Contract)  # the deal's contract; what counts is the registered row that it may be joined to
    query = query.select_from(owners).join(own, own.deal_id == owners.c.deal_id)
    query = query.join(Contract, Contract.id == func.coalesce(own.registered_as_id, own.id))
    return query.where(Contract.ledger == Ledger.REGISTERED, _days(day, year)), owners.c.scout_id, day


def _owners() -> Any:
    """Who is credited with which deal; somebody who found both sides once."""
    sides = (
        select(model.scout_id.label("scout_id"), Deal.id.label("deal_id"))
        .join(Deal, key == model.id)
        .where(model.scout_id.is_not(None))
        for model, key in ((Achievement, Deal.achievement_id), (Need, Deal.need_id))
    )
    return union(*sides).subquery()


_STEPS: dict[Step, Any] = {
    Step.VISITS: _visits,
    Step.LEADS: _leads,
    Step.NEEDS: lambda year: _records(Need, "created_at", year),
    Step.PUBLISHED: lambda year: _records(Achievement, "published_at", year),
    Step.INTRODUCED: lambda year: _deals(Deal.introduced_at, _moments(Deal.introduced_at, year)),
    Step.SIGNED: lambda year: _deals(Deal.signed_on, _days(Deal.signed_on, year)),
    Step.REGISTERED: _registered,
}


def _days(column: Any, year: int) -> ColumnElement[bool]:
    found: ColumnElement[bool] = column.between(date(year, 1, 1), date(year, 12, 31))
    return found


def _moments(column: Any, year: int) -> ColumnElement[bool]:
    ends = clock.start_of_day(date(year + 1, 1, 1))
    return and_(column >= clock.start_of_day(date(year, 1, 1)), column < ends)
