"""A counterpart is found by search, joined, told by both contracts, and taken back with a reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.deals.contracts.models import Contract, Ledger
from tests.factories.accounts import make_member, make_officer
from tests.factories.contracts import make_contract
from tests.factories.organizations import make_enterprise
from tests.support.page_client import PageClient

PAIR: dict[str, Any] = {"buyer_name": "测试精工有限公司", "seller_name": "测试理工学院"}
NUMBER = "2026340300888888"


def test_a_contract_is_joined_by_choice_and_apart_again(
    client: PageClient, session: Session, visit_as: Callable[..., PageClient]
) -> None:
    firm = make_enterprise(session)
    own = make_contract(session, buyer=firm, ledger=Ledger.PLATFORM)
    other = make_contract(session, **PAIR, registration_number=NUMBER, signed_on=date(2025, 1, 6))
    client.sign_in(make_officer(session, region_code="340300"))
    page = client.get(client.get(f"/contracts/{own.id}").links["去对账"], max_statements=8)
    nothing = client.get(f"/contracts/{own.id}/counterpart", q="没有这一份")
    assert "没有找到还没对上的合同" in nothing.text
    client.submit(client.get(page.path, q=NUMBER), {}, button="是同一份，对上")
    joined = client.follow()
    assert "已与登记台账对上" in joined.text
    refused = client.submit(joined, {"reason": " "}, 422, button="撤销对账")
    assert "请写明为什么撤销" in refused.error_summary
    told = client.get(f"/contracts/{other.id}", max_statements=9)
    assert (f"与平台台账中 {own.id} 号合同对上" in told.text, "由联络员自己选定" in told.text) == (True, True)
    member = visit_as(make_member(session, firm)).get(f"/contracts/{own.id}", max_statements=8)
    assert (f"登记编号 {NUMBER}" in member.text, "由联络员自己选定" in member.text) == (True, False)
    client.submit(refused, {"reason": "登记的是另一份"}, button="撤销对账")
    apart = client.follow()
    assert "从登记台账里选" in apart.text
    for row in (own, other):
        page = client.get(f"/contracts/{row.id}", max_statements=9)
        assert "理由：登记的是另一份" in page.text
    assert "从平台台账里选" in client.get(f"/contracts/{other.id}/counterpart", max_statements=8).text


def test_what_cannot_be_joined_is_said_and_nothing_changes(client: PageClient, session: Session) -> None:
    own = make_contract(session, **PAIR, ledger=Ledger.PLATFORM)
    other = make_contract(session, **PAIR)
    away = make_contract(session, buyer_region_code="340600", seller_region_code="340600")
    client.sign_in(make_officer(session, region_code="340300"))
    address = f"/contracts/{own.id}/counterpart"
    button = "是同一份，对上"
    for given, status, words in (
        ({"other": ""}, 422, "请选择另一份合同"),
        ({"other": "9" * 30}, 422, "请选择另一份合同"),
        ({"other": f"{own.id}"}, 422, "一份平台合同对一份已登记合同"),
        ({"other": f"{away.id}"}, 404, ""),
        ({"other": f"{other.id}", "version": "7"}, 409, "已被修改"),
    ):
        answer = client.submit(client.get(address), given, status, button=button)
        assert words in answer.text
    page = client.get(address)
    for _twice in range(2):
        client.submit(page, {}, button=button)  # sent twice, done once
    session.expire_all()
    assert session.get_one(Contract, own.id).registered_as_id == other.id
