"""What officers and scouts did in a year, and what came of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.deals.models import Deal
from matchmaker.matching.models import Suggestion, SuggestionState
from matchmaker.organizations.queries import in_region
from matchmaker.scouting.models import ContactLog

OFFICER = ("decided", "approved", "opened", "introduced", "signed", "amount")
SCOUT = ("visits", "achievements", "needs", "published", "introduced", "signed", "amount")


@dataclass
class Person:
    """One person's counts, by the names above; ``amount`` is the sum of signed deals in 分."""

    id: int
    name: str
    counts: dict[str, int] = field(default_factory=dict)


def officers(session: Session, roots: Iterable[str], year: int) -> list[Person]:
    """Who decided suggestions or opened deals of these regions in ``year``. Three statements."""
    regions, (begins, ends) = list(roots), _year(year)
    decided = select(
        Suggestion.decided_by,
        func.count(),
        func.sum(case((Suggestion.state == SuggestionState.APPROVED, 1), else_=0)),
    ).where(in_region(Suggestion.region_code, regions), _between(Suggestion.decided_at, begins, ends))
    opened = _deals(Deal.opened_by).where(in_region(Deal.region_code, regions), _between(Deal.created_at, begins, ends))
    found: dict[int, dict[str, int]] = {}
    _take(found, session.execute(decided.group_by(Suggestion.decided_by)), ("decided", "approved"))
    _take(found, session.execute(opened.group_by(Deal.opened_by)), ("opened", "introduced", "signed", "amount"))
    return _named(session, found, OFFICER)


def scouts(session: Session, roots: Iterable[str], year: int) -> list[Person]:
    """Who visited, or whose finds of ``year`` are of these regions, with what became of them. Five statements."""
    regions, (begins, ends) = list(roots), _year(year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    found: dict[int, dict[str, int]] = {}
    visits = select(ContactLog.scout_id, func.count()).where(
        in_region(ContactLog.region_code, regions), ContactLog.happened_on.between(first, last)
    )
    _take(found, session.execute(visits.group_by(ContactLog.scout_id)), ("visits",))
    for model, name in ((Achievement, "achievements"), (Need, "needs")):
        listed = select(model.scout_id, func.count(), func.count(model.published_at)).where(
            in_region(model.region_code, regions), _between(model.created_at, begins, ends)
        )
        _take(found, session.execute(listed.group_by(model.scout_id)), (name, "published"))
    deals = _deals(Achievement.scout_id).join(Achievement, Achievement.id == Deal.achievement_id)
    deals = deals.where(in_region(Deal.region_code, regions), _between(Deal.created_at, begins, ends))
    _take(found, session.execute(deals.group_by(Achievement.scout_id)), ("deals", "introduced", "signed", "amount"))
    return _named(session, found, SCOUT)


def _deals(owner: Any) -> Any:
    signed = Deal.signed_on.is_not(None)
    amount = func.coalesce(func.sum(case((signed, Deal.amount))), 0)
    return select(owner, func.count(), func.count(Deal.introduced_at), func.count(Deal.signed_on), amount)


def _between(column: Any, begins: datetime, ends: datetime) -> ColumnElement[bool]:
    return and_(column >= begins, column < ends)


def _year(year: int) -> tuple[datetime, datetime]:
    return clock.start_of_day(date(year, 1, 1)), clock.start_of_day(date(year + 1, 1, 1))


def _take(found: dict[int, dict[str, int]], rows: Iterable[Any], names: tuple[str, ...]) -> None:
    for row in rows:
        if row[0] is not None:
            counts = found.setdefault(row[0], {})
            for name, value in zip(names, row[1:], strict=True):
                counts[name] = counts.get(name, 0) + int(value or 0)


def _named(session: Session, found: dict[int, dict[str, int]], names: tuple[str, ...]) -> list[Person]:
    query = select(User.id, User.name).where(User.id.in_(found)).order_by(User.id)
    people = [
        Person(row.id, row.name, {name: found[row.id].get(name, 0) for name in names}) for row in session.execute(query)
    ]
    return sorted(people, key=lambda each: (-each.counts["signed"], -each.counts["introduced"], each.name))
