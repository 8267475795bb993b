"""The same figures by plain Python, from the rows themselves: what the database's sums are held to."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, literal, select, true
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.models import Contract, ContractKind, Ledger
from matchmaker.deals.models import Deal, DealMilestone
from matchmaker.organizations.models import Region
from matchmaker.statistics.cut import Cut
from tests.factories.catalog import make_achievement, make_need

PLACES = ("340302", "340304", "340321", "340300-Z1", "340300", "340402", "340100", "110105")
UNITS = ("", "", "", "禹会区", "怀远县", "蚌埠高新技术产业开发区", "某某农业园区")
HOMES = ("340302", "340304", "340321", "340402", "340100")
Cell = tuple[str, int, int]


def make_ledger(session: Session, count: int, seed: int = 7) -> None:
    """``count`` contracts of both books, between places within and without the city, over three years."""
    dice = random.Random(seed)  # noqa: S311 - rows for counting, not secrets
    first = session.scalar(select(func.count()).select_from(Contract)) or 0
    rows = [_contract(dice, first + number) for number in range(count)]
    session.rollback()
    _write(session, Contract, rows)


def make_deals(session: Session, count: int, seed: int = 7) -> None:
    """``count`` ended deals, each of a need of its own, every third over an achievement that another deal is over, too.

    Half were signed, in three years; of these some were paid and went into production.
    """
    dice = random.Random(seed)  # noqa: S311 - rows for counting, not secrets
    needs = _copies(session, Need, make_need, count)
    achievements = _copies(session, Achievement, make_achievement, count)
    _write(session, Deal, [_deal(dice, needs[n], achievements[n if n % 3 else n // 2]) for n in range(count)])
    mine = [each[0] for each in needs]
    signed = session.execute(select(Deal.id, Deal.signed_on).where(Deal.need_id >= min(mine)).order_by(Deal.id)).all()
    session.rollback()
    days = [(key, day) for key, day in signed if day is not None]
    _write(session, DealMilestone, [each for key, day in days for each in _milestones(dice, key, day)])


def _write(session: Session, model: type[Any], rows: list[dict[str, Any]]) -> None:
    def write(inner: Session) -> None:
        for start in range(0, len(rows), 1000):
            inner.execute(insert(model), rows[start : start + 1000])

    transact(session, write)


def _copies(session: Session, model: Any, make: Any, count: int) -> list[tuple[int, int]]:
    """(id, organisation) of ``count`` new records that say the same."""
    first = make(session).id
    session.rollback()
    table = model.__table__
    columns = [column for column in table.columns if column.name not in {"id", "external_id"}]
    one = select(*columns).where(table.c.id == first).subquery()
    source = select(*one.c).join_from(one, _numbers(count - 1), true())
    transact(session, lambda inner: inner.execute(insert(table).from_select([each.name for each in columns], source)))
    found = session.execute(select(table.c.id, table.c.organization_id).where(table.c.id >= first).order_by(table.c.id))
    return [(row[0], row[1]) for row in found]


def _numbers(count: int) -> Any:
    """A table of as many rows."""
    first = select(literal(1).label("number")).cte(recursive=True)
    return first.union_all(select(first.c.number + 1).where(first.c.number < count))


def _contract(dice: random.Random, number: int) -> dict[str, Any]:
    registered = dice.random() < 0.8
    amount = dice.randrange(1, 10**10)
    signed = date(2024, 1, 1) + timedelta(days=dice.randrange(1096))
    return {
        "ledger": Ledger.REGISTERED if registered else Ledger.PLATFORM,
        "registration_number": f"2026340300{number:08d}" if registered else None,
        "name": f"合同{number}",
        "kind": dice.choice(list(ContractKind)),
        "buyer_name": f"买方{dice.randrange(400)}",
        "buyer_region_code": dice.choice(PLACES),
        "seller_name": f"卖方{dice.randrange(200)}",
        "seller_region_code": dice.choice(PLACES),
        "amount": amount,
        "technology_amount": dice.randrange(amount + 1),
        "received": dice.randrange(amount + 1),
        "signed_on": signed,
        "assessed_unit": dice.choice(UNITS),
    }


def _deal(dice: random.Random, need: tuple[int, int], achievement: tuple[int, int]) -> dict[str, Any]:
    day = date(2024, 1, 1) + timedelta(days=dice.randrange(1096))
    opened = datetime(day.year, day.month, day.day, 4, tzinfo=UTC)
    signed = dice.random() < 0.5
    return {
        "need_id": need[0],
        "need_organization_id": need[1],
        "achievement_id": achievement[0],
        "achievement_organization_id": achievement[1],
        "region_code": dice.choice(HOMES),
        "achievement_region_code": dice.choice(HOMES),
        "state": "closed",
        "created_at": opened,
        "state_at": opened,
        "introduced_at": opened if signed else None,
        "signed_on": day if signed else None,
        "amount": dice.randrange(10**10) if signed else None,
        "close_reason": dice.choice(["completed", "no_agreement", "too_early"]),
    }


def _milestones(dice: random.Random, deal: int, signed: date) -> Iterator[dict[str, Any]]:
    for kind in ("payment", "payment", "production"):
        if dice.random() < 0.5:
            yield {"deal_id": deal, "kind": kind, "happened_on": signed + timedelta(days=dice.randrange(400))}


def contracts(session: Session) -> list[Contract]:
    return list(session.scalars(select(Contract)))


def names(session: Session) -> dict[str, str]:
    return {row.code: row.name for row in session.scalars(select(Region))}


def by_place(rows: Iterable[Contract], named: dict[str, str], metric: str, year: int) -> Counter[str]:
    """The figure ``metric`` of the city 340300 in ``year``, by assessed unit; what is given counts where it is made."""
    found: Counter[str] = Counter()
    for row in _of_year(rows, metric, year):
        found[_unit(row, named, metric)] += _value(row, metric)
    return found


def by_month(rows: Iterable[Contract], metric: str, year: int) -> Counter[int]:
    """The same, by month."""
    found: Counter[int] = Counter()
    for row in _of_year(rows, metric, year):
        found[row.signed_on.month] += _value(row, metric)
    return found


def of_contracts(rows: Iterable[Contract], named: dict[str, str], cut: Cut) -> Counter[Cell]:
    """What ``cut`` counts of the ledger: unit, year and month → figure."""
    found: Counter[Cell] = Counter()
    for row in rows:
        home, other = row.buyer_region_code, row.seller_region_code
        if not cut.metric.startswith("absorbed"):
            home, other = other, home
        unit = _unit(row, named, cut.metric)
        if row.ledger == "registered" and _falls(cut, home, other, unit, row.signed_on):
            found[unit, row.signed_on.year, row.signed_on.month] += _value(row, cut.metric)
    return found


def deals(session: Session) -> list[tuple[Deal, dict[str, list[date]]]]:
    """Every deal with its days: those of its milestones by kind, that of its signature as ``signed``."""
    found = {
        deal.id: (deal, {"signed": [deal.signed_on] if deal.signed_on else []})
        for deal in session.scalars(select(Deal))
    }
    for mark in session.scalars(select(DealMilestone)):
        found[mark.deal_id][1].setdefault(mark.kind, []).append(mark.happened_on)
    return list(found.values())


def of_results(
    found_deals: Iterable[tuple[Deal, dict[str, list[date]]]], named: dict[str, str], cut: Cut
) -> Counter[Cell]:
    """The same of results: each achievement on the first day of the first deal that counts."""
    kind = {"received": "payment", "produced": "production"}.get(cut.counted_when, "signed")
    first: dict[int, tuple[date, int, str]] = {}
    for deal, happened in found_deals:
        inside = any(_within(root, deal.region_code) for root in cut.roots)
        away = not any(_within(_city(root), deal.achievement_region_code) for root in cut.roots)
        if happened.get(kind) and inside and (away or not cut.outside_only):
            turn = (min(happened[kind]), deal.id, named[deal.region_code])
            first[deal.achievement_id] = min(turn, first.get(deal.achievement_id, turn))
    found: Counter[Cell] = Counter()
    for day, _deal_id, place in first.values():
        if _in_time(cut, day) and cut.place in {"", place}:
            found[place, day.year, day.month] += 1
    return found


def _falls(cut: Cut, home: str, other: str, unit: str, day: date) -> bool:
    inside = any(_within(root, home) for root in cut.roots)
    away = not any(_within(_city(root), other) for root in cut.roots)
    return inside and (away or not cut.outside_only) and cut.place in {"", unit} and _in_time(cut, day)


def _in_time(cut: Cut, day: date) -> bool:
    if cut.month is not None:
        return (day.year, day.month) == (cut.year, cut.month)
    return day.year <= cut.year and (cut.first_year is None or day.year >= cut.first_year)


def _within(outer: str, inner: str) -> bool:
    """A zone holds itself alone; what ends in noughts holds what begins as it does."""
    if "-" in outer:
        return inner == outer
    return inner.startswith(outer.removesuffix("00").removesuffix("00") if outer.endswith("00") else outer)


def _city(code: str) -> str:
    return f"{code[:4]}00"


def _of_year(rows: Iterable[Contract], metric: str, year: int) -> Iterator[Contract]:
    for row in rows:
        if row.ledger == "registered" and row.signed_on.year == year and _seat(row, metric).startswith("3403"):
            yield row


def _unit(row: Contract, named: dict[str, str], metric: str) -> str:
    seat = _seat(row, metric)
    return (row.assessed_unit if metric.startswith("absorbed") else "") or named.get(seat, seat)


def _seat(row: Contract, metric: str) -> str:
    return row.buyer_region_code if metric.startswith("absorbed") else row.seller_region_code


def _value(row: Contract, metric: str) -> int:
    if metric.endswith("count"):
        return 1
    return row.received if metric.endswith("received") else row.amount or 0
