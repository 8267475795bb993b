"""Answering signed in and by link."""

from __future__ import annotations

from datetime import timedelta

import pytest

from matchmaker.core import clock
from matchmaker.deals.models import Deal, DealState, Side
from tests.functional.deals.conftest import link, state
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage


def test_the_page_says_what_is_asked_and_what_is_given_away(stage: Stage, enterprise: PageClient) -> None:
    deal = stage.open()
    page = enterprise.get(f"/deals/{deal.id}/reply", max_statements=8)
    assert stage.achievement.title in page.text
    assert "将告诉对方的单位" in page.text
    assert stage.need.organization.contact_phone in page.text
    assert "不构成任何合同义务" in page.text


def test_agreeing_is_one_press(stage: Stage, enterprise: PageClient) -> None:
    deal = stage.open()
    stage.reply(deal, Side.ACHIEVEMENT)
    assert "对方已经同意" in enterprise.get(f"/deals/{deal.id}/reply").text
    enterprise.post(f"/deals/{deal.id}/reply", button="同意引荐")
    page = enterprise.follow()
    assert "同意引荐" in page.messages
    assert stage.achievement.organization.contact_phone in page.text
    assert state(stage, deal) == DealState.INTRODUCED


def test_the_same_form_sent_twice_answers_once(stage: Stage, enterprise: PageClient) -> None:
    deal = stage.open()
    page = enterprise.get(f"/deals/{deal.id}/reply")
    first = enterprise.submit(page, button="同意引荐")
    assert enterprise.submit(page, button="同意引荐").location == first.location
    assert "已经答复" in enterprise.get(f"/deals/{deal.id}/reply").heading


def test_refusing_without_a_reason_keeps_what_was_written(stage: Stage, enterprise: PageClient) -> None:
    deal = stage.open()
    page = enterprise.post(f"/deals/{deal.id}/reply", {"note": "今年没有预算"}, 422, button="不同意引荐")
    assert "请选择一项理由" in page.error_summary
    assert "今年没有预算" in page.source
    assert state(stage, deal) == DealState.INVITED
    enterprise.submit(page, {"reason": "timing_money"}, button="不同意引荐")
    assert state(stage, deal) == DealState.CLOSED


def test_nothing_is_decided_without_a_button(stage: Stage, enterprise: PageClient) -> None:
    deal = stage.open()
    assert "请选择同意或不同意" in enterprise.forge(f"/deals/{deal.id}/reply", {}, 422).error_summary
    assert state(stage, deal) == DealState.INVITED


def test_looking_decides_nothing(stage: Stage, asked: Deal, visitor: PageClient) -> None:
    page = visitor.get(link(stage), max_statements=8)
    assert "是否同意引荐" in page.heading
    assert page.headers["Cache-Control"] == "no-store"
    assert state(stage, asked) == DealState.INVITED


def test_a_unit_without_account_agrees_and_sees_what_follows(stage: Stage, asked: Deal, visitor: PageClient) -> None:
    path = link(stage)
    visitor.post(path, button="同意引荐")
    assert "正在等待对方答复" in visitor.follow().text
    stage.reply(asked, Side.NEED)
    page = visitor.get(path)
    assert "已经答复" in page.heading
    assert stage.need.organization.contact_phone in page.text
    with clock.frozen(clock.now() + timedelta(days=60)):
        assert stage.need.organization.contact_phone not in visitor.get(path).text


def test_a_used_link_decides_nothing_more(stage: Stage, asked: Deal, visitor: PageClient) -> None:
    path = link(stage)
    page = visitor.get(path)
    visitor.submit(page, {"reason": "too_vague"}, button="不同意引荐")
    assert "没有达成" in visitor.follow().text
    visitor.submit(page, {"reason": "too_vague"}, button="不同意引荐")
    other = visitor.submit(page, {"reason": "too_early"}, 422, button="不同意引荐")
    assert other.code == "idempotency_key_reused"
    visitor.forge(path, {"action": "agree"}, 200)
    assert state(stage, asked) == DealState.CLOSED


@pytest.mark.usefixtures("asked")
def test_a_refusal_by_link_needs_a_reason_and_keeps_the_link(stage: Stage, visitor: PageClient) -> None:
    path = link(stage)
    page = visitor.post(path, {"note": "不了解"}, 422, button="不同意引荐")
    assert "请选择一项理由" in page.error_summary
    visitor.submit(page, button="同意引荐")
    assert "正在等待对方答复" in visitor.follow().text


def test_an_unknown_or_expired_link_says_so(stage: Stage, asked: Deal, visitor: PageClient) -> None:
    path = link(stage)
    page = visitor.get("/answers/nobody-has-this", 404)
    assert "这个链接已经失效" in page.heading
    assert page.code == "link_gone"
    assert asked.reply_due_at is not None
    with clock.frozen(asked.reply_due_at + timedelta(days=30)):
        assert "联络员" in visitor.get(path, 404).text
        visitor.forge(path, {"action": "agree"}, 404)
