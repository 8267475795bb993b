"""Answers given by phone."""

from __future__ import annotations

import pytest

from matchmaker.deals.models import DealState
from tests.functional.deals.conftest import state
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_an_officer_records_who_said_what_and_when(stage: Stage, officer: PageClient, enterprise: PageClient) -> None:
    deal = stage.open()
    path = f"/deals/{deal.id}/calls/need"
    assert "您好，我是" in officer.get(path).text
    officer.post(path, {"spoke_with": "王测试，技术部", "spoke_at": "2025-01-06T10:30", "answer": "agree"})
    page = officer.follow()
    assert "已登记电话答复" in page.messages
    assert "王测试，技术部，2025年1月6日 10:30" in page.text
    assert "电话答复，由联络员登记" in enterprise.get(f"/deals/{deal.id}").text
    officer.get(path, 409)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"spoke_with": "", "answer": "agree"}, "请填写与谁通话"),
        ({"spoke_with": "王测试"}, "请选择对方的答复"),
        ({"spoke_with": "王测试", "answer": "decline"}, "请选择一项理由"),
        ({"spoke_with": "王测试", "answer": "agree", "spoke_at": "2199-01-01T00:00"}, "不能晚于现在"),
        ({"spoke_with": "王测试", "answer": "agree", "spoke_at": "昨天"}, "通话时间"),
    ],
)
def test_a_call_badly_recorded_is_shown_at_its_field(
    stage: Stage, officer: PageClient, values: dict[str, str], words: str
) -> None:
    deal = stage.open()
    page = officer.post(f"/deals/{deal.id}/calls/need", values, 422)
    assert words in page.error_summary
    assert state(stage, deal) == DealState.INVITED


def test_a_refusal_by_phone_ends_the_deal(stage: Stage, officer: PageClient) -> None:
    deal = stage.open()
    path = f"/deals/{deal.id}/calls/achievement"
    officer.post(path, {"spoke_with": "李测试", "answer": "decline", "reason": "solved_already"})
    assert "已自行解决" in officer.follow().text
    assert state(stage, deal) == DealState.CLOSED
