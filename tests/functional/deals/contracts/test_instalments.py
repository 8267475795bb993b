"""Instalments on the page: kept by the officer, read by the sides."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.deals.contracts.models import Contract, Instalment
from tests.factories.accounts import make_member, make_officer
from tests.factories.contracts import WAN, make_contract
from tests.factories.organizations import make_enterprise
from tests.support.page_client import PageClient


def test_what_is_paid_is_noted_line_by_line(
    client: PageClient, session: Session, visit_as: Callable[..., PageClient]
) -> None:
    firm = make_enterprise(session)
    row = make_contract(session, buyer=firm)
    client.sign_in(make_officer(session, region_code="340300"))
    path = client.get(f"/contracts/{row.id}").links["分期付款"]
    wrong = client.post(path, {"condition": "首付", "amount": "很多"}, 422)
    assert "请填写数字" in wrong.error_summary
    assert "首付" in wrong.source
    assert (
        "超过合同成交额 50 万元" in client.post(path, {"condition": "首付", "amount": "50.000001"}, 422).error_summary
    )
    client.post(path, {"condition": "首付", "amount": "15", "due_on": "2026-01-05"})
    page = client.follow()
    assert "逾期未付" in page.text
    line = page.links["第 1 期"]
    assert client.get(line).form("保存").value("amount") == "15"
    client.submit(client.get(line), {"paid_on": "2026-02-01", "paid_amount": "15"}, button="保存")
    assert "2026年2月1日到账" in client.follow().text
    session.expire_all()
    assert session.get_one(Contract, row.id).received == 15 * WAN
    key = session.scalars(select(Instalment.id)).one()
    session.rollback()
    client.forge(f"{path}/{key}/removal", {}, 409)
    client.submit(client.get(line), {"paid_on": "", "paid_amount": ""}, button="保存")
    client.submit(client.get(line), {}, button="删除这一期")
    assert "还没有记分期" in client.follow().text
    client.get(line, 404)
    assert "增加一期" not in visit_as(make_member(session, firm)).get(path, max_statements=8).text
    visit_as(make_member(session, make_enterprise(session))).get(path, 404)
