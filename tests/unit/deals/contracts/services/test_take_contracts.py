"""The register's table fills the registered ledger by its numbers; strange rows are told, never dropped."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.contracts.models import Contract, ContractVerdict, Ledger
from matchmaker.deals.contracts.services import take_contracts
from matchmaker.deals.contracts.services.take_contracts import TakingContracts
from matchmaker.organizations.queries import actor_of_user
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.tables.rows import Incoming
from tests.factories.accounts import make_officer
from tests.factories.contracts import WAN, make_contract
from tests.factories.organizations import make_enterprise

ROW: dict[str, Any] = {
    "registration_number": "2026340300000001",
    "name": "薄膜收卷张力控制",
    "kind": "development",
    "buyer_name": "试验薄膜厂",
    "buyer_region": "怀远县",
    "seller_name": "试验理工学院",
    "seller_region": "江苏省南京市",
    "amount": 50 * WAN,
    "signed_on": date(2026, 3, 5),
}


@pytest.fixture
def officer(session: Session) -> Actor:
    return actor_of_user(session, make_officer(session, region_code="340300"))


def both(session: Session, actor: Actor, *given: dict[str, Any]) -> Outcome:
    """What the import did, after the trial said the same."""
    first, second = ([Incoming(n, dict(values)) for n, values in enumerate(given, start=2)] for _twice in range(2))
    tried = TakingContracts(actor).judge(session, first)
    session.rollback()
    done = transact(session, lambda inner: TakingContracts(actor).take(inner, second))
    assert tried == done
    return done


def messages(outcome: Outcome) -> str:
    return " ".join(each.message for each in [*outcome.problems, *outcome.remarks])


def contract(session: Session) -> Contract:
    session.expire_all()
    return session.scalars(select(Contract).where(Contract.registration_number == ROW["registration_number"])).one()


def test_a_number_is_one_contract_however_often_it_comes(session: Session, officer: Actor) -> None:
    assert both(session, officer, ROW).counts == {"created": 1, "updated": 0, "unchanged": 0, "rejected": 0}
    assert both(session, officer, {**ROW, "registration_number": "2026 3403 0000 0001"}).unchanged == 1
    found = contract(session)
    assert (found.ledger, found.buyer_region_code, found.seller_region_code) == ("registered", "340321", "320000")
    assert found.assessed_unit == "怀远县"
    paid = {"received": 20 * WAN, "assessed_unit": "怀远经开区"}
    assert both(session, officer, {**ROW, **paid}).updated == 1
    assert (contract(session).received, contract(session).assessed_unit) == (20 * WAN, "怀远经开区")


def test_parties_on_the_platform_are_linked_and_lend_their_region(session: Session, officer: Actor) -> None:
    firm = make_enterprise(session, name="试验薄膜厂", region_code="340304")
    row = {name: value for name, value in ROW.items() if name != "buyer_region"}
    assert both(session, officer, row).created == 1
    assert (contract(session).buyer_organization_id, contract(session).buyer_region_code) == (firm.id, "340304")


def test_what_the_platform_knew_is_joined_to_what_is_registered(session: Session, officer: Actor) -> None:
    """Of two numbers that would fit one platform entry only the first is taken for it."""
    same = {name: ROW[name] for name in ("buyer_name", "seller_name", "amount", "signed_on")}
    known = make_contract(session, ledger=Ledger.PLATFORM, **same, received=5 * WAN, assessed_unit="怀远经开区")
    other = {**ROW, "registration_number": "2026340300000002"}
    done = both(session, officer, ROW, other)
    assert (done.created, messages(done).count(f"平台台账中 {known.id} 号合同相符")) == (2, 1)
    found = contract(session)
    assert session.get_one(Contract, known.id).registered_as_id == found.id
    assert (found.received, found.assessed_unit) == (5 * WAN, "怀远经开区")
    assert session.scalars(select(ContractVerdict.way)).all() == ["import"]
    session.rollback()
    assert both(session, officer, ROW, other).unchanged == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"registration_number": "登记中"}, "登记编号只含"),
        ({"buyer_credit_code": "123"}, "18 位"),
        ({"buyer_region": "某某新区"}, "看不出是哪个地区"),
        ({"seller_region": None}, "平台上也没有登记这家单位"),
        ({"buyer_region": "淮北市"}, "双方都不在您负责的地区"),
        ({"technology_amount": 51 * WAN}, "技术交易额不能大于成交额"),
        ({"registered_on": date(2026, 3, 4)}, "登记日期不能早于"),
        ({"valid_until": date(2026, 3, 4)}, "有效期不能早于"),
        ({"kind": "service", "development_mode": "commissioned"}, "只有技术开发合同"),
    ],
)
def test_rows_that_will_not_do_are_told_why(
    session: Session, officer: Actor, change: dict[str, Any], words: str
) -> None:
    done = both(session, officer, {**ROW, **change})
    assert (done.rejected, words in messages(done)) == (1, True), messages(done)


def test_a_smaller_amount_does_not_break_what_is_held(session: Session, officer: Actor) -> None:
    both(session, officer, {**ROW, "technology_amount": 40 * WAN})
    done = both(session, officer, {**ROW, "amount": 30 * WAN})
    assert (done.rejected, "技术交易额不能大于成交额" in messages(done)) == (1, True)


def test_a_number_that_somebody_brings_at_this_moment_is_a_conflict(session: Session) -> None:
    make_contract(session, registration_number=ROW["registration_number"])
    twin = Contract(registration_number=ROW["registration_number"], ledger=Ledger.REGISTERED, received=0)
    with pytest.raises(Conflict):
        transact(session, lambda inner: take_contracts._write(inner, [twin]))


def test_strange_rows_are_taken_and_pointed_out(session: Session, officer: Actor) -> None:
    second = {**ROW, "registration_number": "2026340300000002"}
    split = {**ROW, "registration_number": "2026340300000003", "amount": 20 * WAN, "signed_on": date(2026, 3, 20)}
    done = both(session, officer, ROW, second, split, ROW)
    assert done.counts == {"created": 3, "updated": 0, "unchanged": 0, "rejected": 1}
    assert "与第 2 行重复" in messages(done)
    assert [(each.row, each.message[:12]) for each in done.remarks] == [
        (3, "同一双方另有金额相同的合"),
        (3, "同一双方在同一个月签了多"),
        (4, "同一双方在同一个月签了多"),
    ]
    own = {**ROW, "registration_number": "20263403000005", "seller_name": ROW["buyer_name"]}
    assert "双方名称、信用代码或登记电话相同" in messages(both(session, officer, own))
    short = {**ROW, "registration_number": "202634030", "buyer_name": "另一家厂"}
    assert "这一个是 9 位" in messages(both(session, officer, short))
