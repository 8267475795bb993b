"""A report's figures equal a count of the same records by hand."""

from __future__ import annotations

import random
from datetime import date

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.models import Contract, ContractKind, Ledger
from matchmaker.organizations.models import Organization
from matchmaker.statistics.reports.blocks import DRAFTED, Basis, Measure
from matchmaker.statistics.reports.queries.drafting import drafted, rows, unregistered
from tests.factories.catalog import make_achievement
from tests.factories.deals import make_deal
from tests.factories.organizations import make_enterprise, make_university

YEAR = 2025


def _fill(session: Session, unit: Organization, other: Organization) -> None:
    """Contracts of all kinds in both books, sold and bought, around the turns of the year."""
    dice = random.Random(11)  # noqa: S311 - rows for counting, not secrets
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 7, 1), date(2025, 12, 31), date(2026, 1, 1))

    def row(number: int) -> dict[str, object]:
        seller, buyer = (unit, other) if dice.random() < 0.7 else (other, unit)
        registered = dice.random() < 0.8
        amount = dice.randrange(1, 10**12)
        return {
            "ledger": Ledger.REGISTERED if registered else Ledger.PLATFORM,
            "registration_number": f"R{number}" if registered else None,
            "name": f"合同{number}",
            "kind": dice.choice(list(ContractKind)),
            "payment_mode": dice.choice(["equity", "lump_sum", None]),
            "buyer_name": buyer.name,
            "buyer_region_code": buyer.region_code,
            "buyer_organization_id": buyer.id,
            "seller_name": seller.name,
            "seller_region_code": seller.region_code,
            "seller_organization_id": seller.id,
            "amount": amount,
            "received": dice.randrange(amount + 1),
            "signed_on": dice.choice(days),
        }

    listed = [row(number) for number in range(300)]
    transact(session, lambda inner: inner.execute(insert(Contract), listed))


def _basis(row: Contract, unit_id: int) -> Basis:
    if row.buyer_organization_id == unit_id:
        return Basis.BOUGHT
    if row.kind in {"transfer", "license"} and row.payment_mode == "equity":
        return Basis.EQUITY
    return Basis(str(row.kind))


def test_figures_equal_an_independent_recount(session: Session) -> None:
    unit, other = make_university(session), make_enterprise(session)
    _fill(session, unit, other)
    wanted = {line.code: 0 for line in DRAFTED}
    left_out = 0
    for row in session.scalars(select(Contract)):
        if row.signed_on.year != YEAR:
            continue
        if row.ledger != Ledger.REGISTERED:
            left_out += 1
            continue
        basis = _basis(row, unit.id)
        for measure, value in ((Measure.COUNT, 1), (Measure.AMOUNT, row.amount), (Measure.RECEIVED, row.received)):
            wanted[f"{basis}_{measure}"] += value or 0
    found = drafted(session, unit.id, YEAR)
    assert found == wanted
    assert all(found[f"{basis}_count"] for basis in (Basis.EQUITY, Basis.BOUGHT, Basis.TRANSFER))
    assert unregistered(session, unit.id, YEAR) == left_out > 0
    for basis in Basis:  # what a figure opens is what it counts
        assert len(session.scalars(rows(unit.id, YEAR, basis)).all()) == found[f"{basis}_count"]


@pytest.mark.parametrize(("hour", "counted"), [(15, 1), (16, 0)])
def test_a_record_counts_for_the_year_in_china(session: Session, hour: int, counted: int) -> None:
    """Sixteen o'clock in Greenwich on the last day is the new year in China."""
    unit = make_university(session)
    moment = clock.start_of_day(date(YEAR, 12, 31)).replace(day=31, hour=hour)
    with clock.frozen(moment):
        make_achievement(session, organization=unit)
    deal = make_deal(session, introduced_at=moment)
    assert drafted(session, unit.id, YEAR)["achievements_count"] == counted
    for party in (deal.achievement_organization_id, deal.need_organization_id):
        assert drafted(session, party, YEAR)["introduced_count"] == counted
