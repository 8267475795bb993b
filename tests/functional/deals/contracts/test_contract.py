"""One contract: for its sides, and with its signs for who oversees it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.models import DealState
from tests.factories.accounts import make_member, make_officer
from tests.factories.contracts import make_contract
from tests.factories.deals import make_deal
from tests.factories.organizations import make_enterprise
from tests.support.page_client import PageClient


def test_a_contract_is_shown_to_its_sides_and_its_signs_to_officers_only(
    client: PageClient, session: Session, visit_as: Callable[..., PageClient]
) -> None:
    firm = make_enterprise(session)
    row = make_contract(session, buyer=firm, seller=firm, deal_id=None)
    member = visit_as(make_member(session, firm))
    assert "疑似关联" not in member.get(f"/contracts/{row.id}", max_statements=8).text
    member.get("/contracts", 403)
    visit_as(make_member(session, make_enterprise(session))).get(f"/contracts/{row.id}", 404)
    client.sign_in(make_officer(session, region_code="340300"))
    page = client.get(f"/contracts/{row.id}", max_statements=9)
    assert "疑似关联" in page.text
    wrong = client.submit(page, {"received": "很多"}, 422, button="保存")
    assert "请填写数字" in wrong.error_summary
    client.submit(wrong, {"received": "12.5", "assessed_unit": "高新区"}, button="保存")
    assert "12.50 万元" in client.follow().text
    session.expire_all()
    assert session.get_one(Contract, row.id).received == 12_500_000
    session.rollback()
    client.submit(client.get(f"/contracts/{row.id}"), {"received": "12.345678"}, button="保存")
    client.submit(client.get(f"/contracts/{row.id}"), {"note": "只改备注"}, button="保存")
    session.expire_all()
    assert session.get_one(Contract, row.id).received == 12_345_678  # no 分 is lost by saving the form again


def test_a_signed_deal_leads_to_its_contract_and_back(client: PageClient, session: Session) -> None:
    deal = make_deal(session, DealState.SIGNED, signed_on=date(2026, 3, 5))
    row = make_contract(session, ledger=Ledger.PLATFORM, buyer=deal.need.organization, deal_id=deal.id)
    client.sign_in(make_officer(session, region_code="340000"))
    page = client.get(client.get(f"/deals/{deal.id}").links["查看技术合同"])
    assert (page.path, f"来自对接 {deal.id} 号" in page.text) == (f"/contracts/{row.id}", True)
