"""A platform contract is filled in by those who know it; a registered one stays as registered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.facts import Particulars
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.contracts.services.describe_contract import describe_contract
from matchmaker.deals.models import Deal, DealState
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_member, make_officer
from tests.factories.contracts import WAN, make_contract
from tests.factories.deals import make_deal
from tests.factories.organizations import make_enterprise

SAID = Particulars(
    "收卷控制技术许可",
    kind="license",
    amount=60 * WAN,
    technology_amount=55 * WAN,
    ip_kinds=("invention", "trade_secret"),
    payment_mode="instalments",
    valid_until=date(2030, 12, 31),
)


def describe(session: Session, row: Contract, given: Particulars, actor: Actor) -> Contract:
    transact(session, lambda inner: describe_contract(inner, inner.get_one(Contract, row.id), given, actor=actor))
    session.refresh(row)
    return row


def test_a_side_fills_in_what_was_signed_and_the_deal_learns_its_amount(session: Session) -> None:
    deal = make_deal(session, DealState.SIGNED, signed_on=date(2026, 3, 5), amount=None)
    buyer = deal.need.organization
    given = {"ledger": Ledger.PLATFORM, "kind": None, "amount": None, "deal_id": deal.id}
    row = make_contract(session, buyer=buyer, seller=deal.achievement.organization, **given)
    actor = actor_of_user(session, make_member(session, buyer))
    describe(session, row, SAID, actor)
    assert (row.kind, row.amount, row.technology_amount, row.ip_kinds) == (
        "license",
        60 * WAN,
        55 * WAN,
        ["invention", "trade_secret"],
    )
    session.expire_all()
    assert session.get_one(Deal, deal.id).amount == 60 * WAN
    describe(session, row, replace(SAID, amount=70 * WAN), actor)
    session.expire_all()
    assert session.get_one(Deal, deal.id).amount == 60 * WAN  # what the sides said stays what they said
    with pytest.raises(NotFound):
        describe(session, row, SAID, actor_of_user(session, make_member(session, make_enterprise(session))))


def test_the_register_and_a_pledge_are_not_overruled(session: Session) -> None:
    officer = actor_of_user(session, make_officer(session, region_code="340300"))
    with pytest.raises(Conflict):
        describe(session, make_contract(session), SAID, officer)
    pledged: dict[str, Any] = {"origin_kind": "challenge", "origin_id": 1, "amount": 80 * WAN}
    row = make_contract(session, ledger=Ledger.PLATFORM, **pledged)
    assert describe(session, row, SAID, officer).amount == 80 * WAN


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": "loan"}, "kind"),
        ({"ip_kinds": ("song",)}, "ip_kinds"),
        ({"development_mode": "commissioned"}, "development_mode"),
        ({"amount": -1, "technology_amount": None}, "amount"),
        ({"technology_amount": 60 * WAN + 1}, "technology_amount"),
        ({"amount": None}, "technology_amount"),
        ({"valid_until": date(2020, 1, 1)}, "valid_until"),
    ],
)
def test_what_contradicts_itself_is_refused_at_its_field(session: Session, change: dict[str, Any], field: str) -> None:
    officer = actor_of_user(session, make_officer(session, region_code="340300"))
    row = make_contract(session, ledger=Ledger.PLATFORM)
    with pytest.raises(Invalid) as refused:
        describe(session, row, replace(SAID, **change), officer)
    assert list(refused.value.fields) == [field]
