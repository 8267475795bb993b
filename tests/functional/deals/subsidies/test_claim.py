"""One claim from hand to hand: returned, mended, granted, paid, and read by whom it concerns."""

from __future__ import annotations

import io
from collections.abc import Callable

from sqlalchemy.orm import Session

from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.subsidies.models import ClaimState, RuleVersion
from matchmaker.deals.subsidies.workflow import RULE_VERSION
from tests.factories.accounts import make_member, make_officer, make_user
from tests.factories.base import MAKER
from tests.factories.contracts import WAN
from tests.factories.organizations import make_enterprise
from tests.factories.subsidies import make_claim, make_version
from tests.support.page_client import PageClient

PDF = b"%PDF-1.7\n%%EOF\n"


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


def test_what_was_handed_in_cannot_be_changed(client: PageClient, session: Session) -> None:
    row = make_claim(session, ClaimState.SUBMITTED)
    client.sign_in(make_member(session, row.organization))
    client.get(f"/claims/{row.id}/edit", 409)
    assert "材料不能再改" in client.get(f"/claims/{row.id}/files").text
    client.submit(client.get(f"/claims/{row.id}"), {}, button="确认撤回")
    assert "已撤回" in client.follow().text


def test_the_page_tells_what_else_the_unit_was_granted_and_that_the_rule_changed(
    client: PageClient, session: Session
) -> None:
    version, firm = make_version(session), make_enterprise(session)
    make_claim(session, ClaimState.GRANTED, version=version, unit=firm)
    row = make_claim(session, ClaimState.ACCEPTED, version=version, unit=firm)
    transact(session, lambda s: RULE_VERSION.apply(s, s.get_one(RuleVersion, version.id), "supersede", actor=MAKER))
    client.sign_in(make_officer(session, region_code="340300"))
    page = client.get(f"/claims/{row.id}", max_statements=8)
    assert "已同意 20.00 万元（不含本件）" in page.text
    assert "这份申领仍按第 1 版计算" in page.text
    client.submit(page, {"reason": " "}, 422, button="不同意")


def test_a_step_nobody_knows_is_refused(client: PageClient, session: Session) -> None:
    row = make_claim(session)
    client.sign_in(make_member(session, row.organization))
    page = client.get(f"/claims/{row.id}")
    form = page.form("提交申领")
    data = {**dict(form.values), "step": "grant"}
    assert client.raw.post(form.action, data=data).status_code == 422
