"""From a signed contract to money paid, in the browser of each who has a part in it."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.core.authz import Role
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.subsidies.models import ClaimState
from matchmaker.organizations.models import Organization
from tests.factories.accounts import make_member, make_officer, make_user
from tests.factories.contracts import WAN, make_contract
from tests.factories.organizations import make_enterprise, make_university
from tests.factories.subsidies import make_claim, make_version
from tests.support.page_client import PageClient

PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def contract(session: Session) -> Contract:
    """A firm's purchase from a university for 100 万元."""
    buyer, seller = make_enterprise(session), make_university(session)
    return make_contract(session, buyer=buyer, seller=seller, kind="transfer", amount=100 * WAN)


def buyer_of(session: Session, contract: Contract) -> User:
    return make_member(session, session.get_one(Organization, contract.buyer_organization_id))


def test_from_a_contract_to_a_claim_handed_in(client: PageClient, session: Session, contract: Contract) -> None:
    make_version(session)
    client.sign_in(buyer_of(session, contract))
    offered = client.get(f"/contracts/{contract.id}", max_statements=8)
    assert "约可得 20.00 万元" in offered.text
    assert "第13项" in offered.text
    form = client.get(offered.links["去申领"], max_statements=8)
    assert "平台已掌握，不用填" in form.text
    client.submit(form, {"note": "款已付清。"}, button="保存草稿")
    draft = client.follow()
    assert "请先上传证明材料" in client.submit(draft, {}, 422, button="提交申领").text
    files = client.get(draft.links["证明材料"])
    client.submit(files, {"file": (io.BytesIO(PDF), "凭证.pdf")}, button="上传")
    ready = client.get(client.follow().links["核对并提交"], max_statements=8)
    client.submit(ready, {}, button="提交申领")
    assert "待受理" in client.follow().text
    again = client.get(f"/contracts/{contract.id}")
    assert "去申领" not in again.links
    assert any(label.startswith("查看申领") for label in again.links)


def test_a_claim_is_returned_mended_and_paid(session: Session, visit_as: Callable[..., PageClient]) -> None:
    row = make_claim(session, ClaimState.SUBMITTED)
    path = f"/claims/{row.id}"
    member = visit_as(make_member(session, row.organization))
    officer = visit_as(make_officer(session, region_code="340300"))
    officer.submit(officer.get(path, max_statements=8), {"reason": "缺发票。"}, button="退回补正")
    back = member.get(path)
    assert "缺发票。" in back.text
    member.submit(member.get(back.links["修改申领"]), {"note": "发票已补。"}, button="保存草稿")
    files = member.get(member.follow().links["证明材料"])
    member.submit(files, {"file": (io.BytesIO(PDF), "发票.pdf")}, button="上传")
    member.submit(member.get(path), {}, button="提交申领")
    page = officer.get(path)
    assert officer.answer(page.links["发票.pdf"]).data == PDF
    officer.submit(page, {}, button="受理")
    too_much = officer.submit(officer.follow(), {"amount": "20.01"}, 422, button="同意")
    assert "不能超过按政策算出的 20 万元" in too_much.error_summary
    officer.submit(too_much, {"amount": "15"}, button="同意")
    officer.submit(officer.follow(), {}, button="记录拨付")
    assert "已拨付" in officer.follow().text
    session.expire_all()
    assert (row.state, row.paid_amount) == (ClaimState.PAID, 15 * WAN)
    leader = visit_as(make_user(session, Role.LEADER, region_code="340300")).get(path).text
    assert "15.00 万元" in leader
    assert "办理" not in leader
    visit_as(make_member(session, make_enterprise(session))).get(path, 404)


def test_a_claim_without_a_contract_says_what_is_wrong_at_its_field(client: PageClient, session: Session) -> None:
    version = make_version(session, code="instruments")
    client.sign_in(make_member(session, make_enterprise(session)))
    path = f"/policies/{version.rule_id}/claim"
    wrong = client.post(path, {"item": "去年", "yearly_spending": "60"}, 422, button="保存草稿")
    assert "请写四位年份" in wrong.error_summary
    client.submit(wrong, {"item": "2025", "from_catalogue": "yes"}, button="保存草稿")
    assert "12.00 万元" in client.follow().text
    client.post(path, {"item": "2025"}, 422, button="保存草稿")


def test_what_is_out_of_force_is_refused_in_words(client: PageClient, session: Session) -> None:
    version = make_version(session, valid_from=None)
    client.sign_in(make_member(session, make_enterprise(session)))
    page = client.get(f"/policies/{version.rule_id}/claim")
    assert "还没有确认它是否仍然有效" in page.text
    client.get(f"/policies/{version.rule_id}/claim?contract=99999999999999999999")
    foreign = make_contract(session, buyer=make_enterprise(session))
    current = make_version(session)
    client.get(f"/policies/{current.rule_id}/claim?contract={foreign.id}", 404)
    client.get(f"/policies/{current.rule_id}/claim?contract=99999999999999999999", 404)


def test_what_was_handed_in_cannot_be_changed(client: PageClient, session: Session) -> None:
    row = make_claim(session, ClaimState.SUBMITTED)
    client.sign_in(make_member(session, row.organization))
    client.get(f"/claims/{row.id}/edit", 409)
    assert "材料不能再改" in client.get(f"/claims/{row.id}/files").text
    client.submit(client.get(f"/claims/{row.id}"), {}, button="确认撤回")
    assert "已撤回" in client.follow().text
