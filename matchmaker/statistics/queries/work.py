"""What officers did in a year, and what came of it: every number and the rows behind it come from one Select.

What became of a deal counts in the year in which it was opened. Scouts have
their own page (``credit``).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.organizations.queries import in_region


class Act(StrEnum):
    """What is counted of an officer."""

    DECIDED = "decided"
    APPROVED = "approved"
    OPENED = "opened"
    INTRODUCED = "introduced"
    SIGNED = "signed"


ACT_LABELS = {
    Act.DECIDED: N_("决定推荐"),
    Act.APPROVED: N_("其中通过"),
    Act.OPENED: N_("发起对接"),
    Act.INTRODUCED: N_("引荐成功"),
    Act.SIGNED: N_("签约"),
}
OF_DEALS = frozenset({Act.OPENED, Act.INTRODUCED, Act.SIGNED})
_REACHED = {Act.OPENED: Deal.id, Act.INTRODUCED: Deal.introduced_at, Act.SIGNED: Deal.signed_on}


@dataclass
class Person:
    """One officer's counts; ``amount`` is the sum of the signed deals in 分."""

    id: int
    name: str
    counts: dict[Act, int] = field(default_factory=dict)
    amount: int = 0


def officers(session: Session, roots: Iterable[str], year: int) -> list[Person]:
    """Who decided suggestions or opened deals of these regions in ``year``. Two statements."""
    regions, parts = list(roots), []
    for act in Act:
        found = behind(act, regions, year).order_by(None).subquery()
        total = func.coalesce(func.sum(found.c.amount), 0)
        parts.append(select(literal(act.value), found.c.officer_id, func.count(), total).group_by(found.c.officer_id))
    counted = {(row[1], Act(row[0])): (row[2], int(row[3])) for row in session.execute(union_all(*parts))}
    names = select(User.id, User.name).where(User.id.in_({key for key, _act in counted})).order_by(User.id)
    nothing = (0, 0)
    people = [
        Person(
            row.id,
            row.name,
            {act: counted.get((row.id, act), nothing)[0] for act in Act},
            counted.get((row.id, Act.SIGNED), nothing)[1],
        )
        for row in session.execute(names)
    ]
    return sorted(people, key=lambda each: (-each.counts[Act.SIGNED], -each.counts[Act.INTRODUCED], each.name))


def behind(act: Act, roots: Iterable[str], year: int, officer_id: int | None = None) -> Select[Any]:
    """The rows that a number counts, the newest first: officer_id, id, day, title, other, amount.

    ``id`` is the need's for decisions, the deal's else; ``other`` the achievement's title.
    """
    query, officer, day = _deals(act, roots, year) if act in OF_DEALS else _decisions(act, roots, year)
    if officer_id is not None:
        query = query.where(officer == officer_id)
    return query.order_by(day.desc())


def name_of(session: Session, officer_id: int) -> str:
    """The person's name, empty for nobody."""
    return session.scalar(select(User.name).where(User.id == officer_id)) or ""


def _decisions(act: Act, roots: Iterable[str], year: int) -> tuple[Select[Any], Any, Any]:
    row, day = Suggestion, Suggestion.decided_at
    query = _columns(row.decided_by, Need.id, day, cast(null(), Integer))
    query = query.join(Need, Need.id == row.need_id).join(Achievement, Achievement.id == row.achievement_id)
    query = query.where(in_region(row.region_code, roots), _within(day, year), row.decided_by.is_not(None))
    if act is Act.APPROVED:
        query = query.where(row.state == SuggestionState.APPROVED)
    return query, row.decided_by, day


def _deals(act: Act, roots: Iterable[str], year: int) -> tuple[Select[Any], Any, Any]:
    day = Deal.created_at
    query = _columns(Deal.opened_by, Deal.id, day, Deal.amount)
    query = query.join(Need, Need.id == Deal.need_id).join(Achievement, Achievement.id == Deal.achievement_id)
    query = query.where(in_region(Deal.region_code, roots), _within(day, year), Deal.opened_by.is_not(None))
    return query.where(_REACHED[act].is_not(None)), Deal.opened_by, day


def _columns(officer: Any, key: Any, day: Any, amount: Any) -> Select[Any]:
    return select(
        officer.label("officer_id"),
        key.label("id"),
        day.label("day"),
        Need.title.label("title"),
        Achievement.title.label("other"),
        amount.label("amount"),
    ).select_from(officer.class_)


def _within(column: Any, year: int) -> ColumnElement[bool]:
    return and_(column >= clock.start_of_day(date(year, 1, 1)), column < clock.start_of_day(date(year + 1, 1, 1)))
