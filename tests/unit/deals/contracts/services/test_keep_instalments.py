"""Instalments: planned within the contract, paid into what was received, to the 分."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound, StaleVersion
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.facts import Line
from matchmaker.deals.contracts.models import Contract, Instalment
from matchmaker.deals.contracts.services.keep_instalments import keep_instalment, remove_instalment
from matchmaker.organizations.queries import actor_of_user
from tests.factories.accounts import make_officer
from tests.factories.contracts import WAN, make_contract

DAY = date(2026, 3, 5)


class Desk:
    """An officer with a contract of 50 万元, of which 5 were paid before anybody wrote instalments down."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.contract = make_contract(session, received=5 * WAN)
        self.officer = self.actor("340300")

    def actor(self, region: str) -> Actor:
        return actor_of_user(self.session, make_officer(self.session, region_code=region))

    def keep(self, line: Line, row: Instalment | None = None, version: int | None = None) -> None:
        def call(inner: Session) -> None:
            contract = inner.get_one(Contract, self.contract.id)
            known = inner.get_one(Instalment, row.id) if row else None
            keep_instalment(inner, contract, line, actor=self.officer, row=known, version=version)

        transact(self.session, call)

    def remove(self, row: Instalment) -> None:
        def call(inner: Session) -> None:
            found = inner.get_one(Instalment, row.id)
            remove_instalment(inner, inner.get_one(Contract, self.contract.id), found, actor=self.officer)

        transact(self.session, call)

    @property
    def lines(self) -> list[Instalment]:
        self.session.expire_all()
        return list(self.session.scalars(select(Instalment).order_by(Instalment.id)))

    @property
    def received(self) -> int:
        self.session.expire_all()
        return self.session.get_one(Contract, self.contract.id).received


@pytest.fixture
def desk(session: Session) -> Desk:
    return Desk(session)


def test_a_payment_adds_to_what_was_received_and_taking_it_back_subtracts(desk: Desk) -> None:
    desk.keep(Line("合同生效后", DAY, 15 * WAN))
    desk.keep(Line("验收通过", None, 35 * WAN))
    assert desk.received == 5 * WAN
    [first, _second] = desk.lines
    desk.keep(Line("合同生效后", DAY, 15 * WAN, clock.today(), 14 * WAN + 7), row=first, version=first.version)
    assert desk.received == 19 * WAN + 7
    with pytest.raises(StaleVersion):
        desk.keep(Line("合同生效后", DAY, 15 * WAN), row=first, version=first.version - 1)
    with pytest.raises(Conflict):
        desk.remove(first)
    desk.keep(Line("合同生效后", DAY, 15 * WAN), row=first)
    assert desk.received == 5 * WAN
    desk.remove(first)
    assert [each.condition for each in desk.lines] == ["验收通过"]


@pytest.mark.parametrize(
    ("line", "field"),
    [
        (Line(" ", None, WAN), "due_on"),
        (Line("验收", None, None), "amount"),
        (Line("验收", None, 0), "amount"),
        (Line("验收", None, 50 * WAN + 1), "amount"),
        (Line("验收", None, WAN, DAY), "paid_amount"),
        (Line("验收", None, WAN, None, WAN), "paid_on"),
        (Line("验收", None, WAN, DAY, 0), "paid_amount"),
        (Line("验收", None, WAN, date(2099, 1, 1), WAN), "paid_on"),
    ],
)
@pytest.mark.one_database
def test_what_cannot_be_is_refused_at_its_field(desk: Desk, line: Line, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        desk.keep(line)
    assert list(refused.value.fields) == [field]
    assert (desk.lines, desk.received) == ([], 5 * WAN)


def test_only_officers_of_a_side_keep_them_and_a_day_passes(desk: Desk) -> None:
    desk.keep(Line("", DAY, WAN))
    [row] = desk.lines
    assert (row.is_late(DAY), row.is_late(DAY + timedelta(days=1))) == (False, True)
    desk.officer = desk.actor("340600")
    with pytest.raises(NotFound):
        desk.keep(Line("", DAY, WAN))
