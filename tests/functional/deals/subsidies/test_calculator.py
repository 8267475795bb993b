"""The calculator: a form of the rule's own facts, a result with its way, an address to pass on."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.deals.subsidies.models import VersionState
from tests.factories.accounts import make_member
from tests.factories.organizations import make_enterprise
from tests.factories.subsidies import make_version
from tests.support.page_client import PageClient

FULL = "amount=600&contract_kind=transfer&buyer_region=340304&seller_region=340302&seller_kind=university"


def test_a_result_shows_its_way_its_clause_and_what_is_open(client: PageClient, session: Session) -> None:
    row = make_version(session)
    blank = client.get(f"/policies/{row.rule_id}", max_statements=8)
    assert "试算结果" not in blank.text
    assert blank.links["登录后申领"].endswith(f"next=/policies/{row.rule_id}")
    page = client.get(f"/policies/{row.rule_id}?{FULL}", max_statements=8)
    for words in ("可申领 100 万元。", "600 万元 × 20% = 120 万元", "已到上限", "第13项", "口径待确认", "没有写明"):
        assert words in page.text
    assert client.get(f"/policies/{row.rule_id}?{FULL}").text == page.text, "the address is the result"
    edge = client.get(f"/policies/{row.rule_id}?{FULL}".replace("600", "50")).text
    assert "可申领 10 万元。" in edge
    assert "若按“不含本数”，按填写的情况，可申领 0 万元。" in edge


def test_what_is_not_known_is_told_and_what_fails_too(client: PageClient, session: Session) -> None:
    row = make_version(session)
    half = client.get(f"/policies/{row.rule_id}?amount=100").text
    assert "如果待确认的条件都符合，可申领 20 万元。" in half
    assert "还没有填写" in half
    assert "算不出结果" in client.get(f"/policies/{row.rule_id}?amount=&seller_kind=university").text
    assert "可申领 0 万元" in client.get(f"/policies/{row.rule_id}?amount=49.99").text
    wrong = client.get(f"/policies/{row.rule_id}?amount=many&buyer_region=nowhere")
    assert "请填写数字" in wrong.text
    assert "试算结果" not in wrong.text


def test_each_kind_of_rule_speaks_for_itself(client: PageClient, session: Session) -> None:
    staff = make_version(session, code="transfer-staff")
    assert "至少应给 5 万元，可以给得更多。" in client.get(f"/policies/{staff.rule_id}?income=100").text
    research = make_version(session, code="commissioned-research")
    given = "paid_in=30&accepted=yes&undertaker_region=340302&undertaker_kind=university"
    page = client.get(f"/policies/{research.rule_id}?{given}").text
    assert "符合条件" in page
    assert "不出具证明" in page
    assert "不符合条件" in client.get(f"/policies/{research.rule_id}?{given}".replace("yes", "no")).text
    patent = make_version(session, code="pct")
    given = "granted=yes&countries=4&claimant_region=340300"
    assert "可申领 6 万元" in client.get(f"/policies/{patent.rule_id}?{given}").text
    assert "整数" in client.get(f"/policies/{patent.rule_id}?countries=-4").text


def test_what_is_out_of_force_may_be_tried_but_not_claimed(client: PageClient, session: Session) -> None:
    expired = make_version(session, valid_to=date(2025, 12, 31))
    client.get("/policies/987654321", 404)
    client.get(f"/policies/{make_version(session, VersionState.DRAFT).rule_id}", 404)
    client.sign_in(make_member(session, make_enterprise(session)))
    page = client.get(f"/policies/{expired.rule_id}?{FULL}")
    assert "已经到期，计算结果仅供参考，不能申领" in page.text
    assert "去申领" not in page.links
    current = make_version(session)
    assert "去申领" in client.get(f"/policies/{current.rule_id}?{FULL}").links
