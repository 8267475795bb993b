"""From a signed contract to money paid, in the browser of each who has a part in it."""

from __future__ import annotations

import io

import pytest
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.deals.contracts.models import Contract
from matchmaker.organizations.models import Organization
from tests.factories.accounts import make_member
from tests.factories.contracts import WAN, make_contract
from tests.factories.organizations import make_enterprise, make_university
from tests.factories.subsidies import make_version
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
