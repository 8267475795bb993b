"""The same figures by plain Python, from the rows themselves: what the database's sums are held to."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.models import Contract, ContractKind, Ledger
from matchmaker.organizations.models import Region

PLACES = ("340302", "340304", "340321", "340300-Z1", "340300", "340402", "340100", "110105")
UNITS = ("", "", "", "禹会区", "怀远县", "蚌埠高新技术产业开发区", "某某农业园区")


def make_ledger(session: Session, count: int, seed: int = 7) -> None:
    """``count`` contracts of both books, between places within and without the city, over three years."""
    dice = random.Random(seed)  # noqa: S311 - rows for counting, not secrets
    rows = [_row(dice, number) for number in range(count)]

    def write(inner: Session) -> None:
        for start in range(0, count, 1000):
            inner.execute(insert(Contract), rows[start : start + 1000])

    transact(session, write)


def _row(dice: random.Random, number: int) -> dict[str, Any]:
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


def contracts(session: Session) -> list[Contract]:
    return list(session.scalars(select(Contract)))


def names(session: Session) -> dict[str, str]:
    return {row.code: row.name for row in session.scalars(select(Region))}


def by_place(rows: Iterable[Contract], named: dict[str, str], metric: str, year: int) -> Counter[str]:
    """The figure ``metric`` of the city 340300 in ``year``, by assessed unit; what is given counts where it is made."""
    found: Counter[str] = Counter()
    for row in _of_year(rows, metric, year):
        seat = _seat(row, metric)
        unit = row.assessed_unit if metric.startswith("absorbed") else ""
        found[unit or named.get(seat, seat)] += _value(row, metric)
    return found


def by_month(rows: Iterable[Contract], metric: str, year: int) -> Counter[int]:
    """The same, by month."""
    found: Counter[int] = Counter()
    for row in _of_year(rows, metric, year):
        found[row.signed_on.month] += _value(row, metric)
    return found


def _of_year(rows: Iterable[Contract], metric: str, year: int) -> Iterator[Contract]:
    for row in rows:
        if row.ledger == "registered" and row.signed_on.year == year and _seat(row, metric).startswith("3403"):
            yield row


def _seat(row: Contract, metric: str) -> str:
    return row.buyer_region_code if metric.startswith("absorbed") else row.seller_region_code


def _value(row: Contract, metric: str) -> int:
    if metric.endswith("count"):
        return 1
    return row.received if metric.endswith("received") else row.amount or 0
