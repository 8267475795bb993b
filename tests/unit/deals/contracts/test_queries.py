"""The ledger of a region, what of it is reported, and what it adds up to."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.deals.contracts import queries
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.contracts.queries import ContractFilter, Totals
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer
from tests.factories.contracts import WAN, make_contract


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session, region_code="340300"))


def found(session: Session, actor: Actor, **wanted: object) -> list[str]:
    query = queries.ledger(actor, ContractFilter(**wanted))  # type: ignore[arg-type]  # as the form gives them
    return sorted(session.scalars(query.with_only_columns(Contract.name).order_by(None)))


def test_the_ledger_is_that_of_ones_regions_narrowed_down(session: Session, officer: Actor) -> None:
    make_contract(session, name="甲", seller_region_code="340100", technology_amount=30 * WAN, received=10 * WAN)
    make_contract(session, name="乙", buyer_region_code="320500", kind="service", signed_on=date(2025, 12, 31))
    make_contract(session, name="丙", ledger=Ledger.PLATFORM, kind=None, amount=None)
    make_contract(session, name="丁", buyer_region_code="340600", seller_region_code="340600")
    assert found(session, officer) == ["丙", "乙", "甲"]
    assert found(session, officer, flow="buying") == ["丙", "甲"]
    assert found(session, officer, flow="selling") == ["丙", "乙"]
    assert found(session, officer, region="340304", flow="buying") == ["丙", "甲"]
    assert found(session, officer, region="340600") == []
    assert found(session, officer, year=2025) == found(session, officer, kind="service") == ["乙"]
    assert found(session, officer, text="甲") == ["甲"]
    sums = queries.totals(session, queries.ledger(officer, ContractFilter()))
    assert sums == {"registered": Totals(2, 100 * WAN, 30 * WAN, 10 * WAN), "platform": Totals(1, 0, 0, 0)}


def test_only_what_is_registered_is_reported_whatever_is_asked(session: Session, officer: Actor) -> None:
    make_contract(session, name="甲")
    make_contract(session, name="丙", ledger=Ledger.PLATFORM)
    for ledger, names in (("", ["甲"]), ("registered", ["甲"]), ("platform", [])):
        query = queries.reported(officer, ContractFilter(ledger=ledger))
        assert [row.name for row in session.scalars(query)] == names
