"""Signing and ending a deal."""

from __future__ import annotations

import pytest

from matchmaker.deals.models import DealState
from tests.factories.pricing import make_dossier
from tests.functional.deals.conftest import state
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"signed_on": ""}, "请填写签订日期"),
        ({"signed_on": "2199-01-01"}, "日期不能晚于今天"),
        ({"signed_on": "2025-02-03", "amount": "-1"}, "金额不能为负数"),
        ({"signed_on": "2025-02-03", "amount": "三十万"}, "金额请填写数字"),
    ],
)
def test_a_bad_signature_is_shown_at_its_field(
    stage: Stage, enterprise: PageClient, values: dict[str, str], words: str
) -> None:
    deal = stage.introduced()
    page = enterprise.post(f"/deals/{deal.id}/sign", values, 422)
    assert words in page.error_summary
    assert state(stage, deal) == DealState.INTRODUCED


def test_ending_asks_for_a_reason_and_shows_it(stage: Stage, enterprise: PageClient, university: PageClient) -> None:
    deal = stage.introduced()
    path = f"/deals/{deal.id}/close"
    assert "请选择一项理由" in enterprise.post(path, {}, 422).error_summary
    assert "一句话说明" in enterprise.post(path, {"reason": "other"}, 422).error_summary
    enterprise.post(path, {"reason": "timing_money", "note": "明年再议"})
    assert "资金时机不合（明年再议）" in enterprise.follow().text
    assert "资金时机不合（明年再议）" in university.get(f"/deals/{deal.id}").text
    university.get(path, 409)


def test_a_credit_risk_is_not_told(stage: Stage, enterprise: PageClient, university: PageClient) -> None:
    deal = stage.introduced()
    enterprise.post(f"/deals/{deal.id}/close", {"reason": "credit_risk", "note": "对方涉诉"})
    text = university.get(f"/deals/{deal.id}").text
    assert "对接已结束" in text
    assert "涉诉" not in text
    assert "信用" not in text


def test_a_state_held_seller_is_told_what_is_missing_before_it_signs(stage: Stage, university: PageClient) -> None:
    deal = stage.introduced()
    stage.achievement.organization.state_held = True
    stage.session.commit()
    path, begin = f"/deals/{deal.id}/sign", f"/pricing-dossiers/new?deal={deal.id}"
    assert university.get(f"/deals/{deal.id}").links["定价决策卷宗"] == begin
    page = university.get(path, max_statements=8)
    assert "卖方是国有单位" in page.text
    assert page.links["建立定价决策卷宗"] == begin
    assert "请选择成交方式" in university.post(path, {"signed_on": "2025-02-03"}, 422).error_summary
    license_ = {"signed_on": "2025-02-03", "transfer_mode": "license_ordinary", "pricing_method": "negotiated"}
    page = university.post(path, license_, 422)
    assert "签约前要先记录里程碑：定价、公示" in page.error_summary
    university.post(path, {**license_, "transfer_mode": "technical_service", "pricing_method": ""})
    assert state(stage, deal) == DealState.SIGNED


def test_a_signature_begins_with_what_the_dossier_says_for_who_may_read_it(
    stage: Stage, enterprise: PageClient, university: PageClient
) -> None:
    deal = stage.introduced()
    stage.achievement.organization.state_held = True
    stage.session.commit()
    row = make_dossier(stage.session, deal=deal)
    path = f"/deals/{deal.id}/sign"
    page = university.get(path, max_statements=9)
    assert page.links["定价决策卷宗"] == f"/pricing-dossiers/{row.id}"
    assert {"38", "license_ordinary", "negotiated"} <= {value for _name, value in page.form("记为已签约").values}
    assert not {"38", "license_ordinary"} & {value for _name, value in enterprise.get(path).form("记为已签约").values}
