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
