"""Signing and ending a deal."""

from __future__ import annotations

import pytest

from matchmaker.deals.models import DealState
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
    path = f"/deals/{deal.id}/sign"
    assert "卖方是国有单位" in university.get(path, max_statements=8).text
    assert "请选择成交方式" in university.post(path, {"signed_on": "2025-02-03"}, 422).error_summary
    license_ = {"signed_on": "2025-02-03", "transfer_mode": "license_ordinary", "pricing_method": "negotiated"}
    page = university.post(path, license_, 422)
    assert "签约前要先记录里程碑：定价、公示" in page.error_summary
    university.post(path, {**license_, "transfer_mode": "technical_service", "pricing_method": ""})
    assert state(stage, deal) == DealState.SIGNED
