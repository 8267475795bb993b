"""Answering: signed in, by link, by phone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from matchmaker.core import clock
from matchmaker.deals.models import Deal, DealState, Side
from tests.factories.catalog import make_achievement
from tests.support.page_client import PageClient
from tests.unit.deals.conftest import Stage, stage

__all__ = ["stage"]


@pytest.fixture
def officer(app: Flask, stage: Stage) -> PageClient:
    return PageClient(app).sign_in(stage.officer)


@pytest.fixture
def enterprise(app: Flask, stage: Stage) -> PageClient:
    return PageClient(app).sign_in(stage.members[Side.NEED])


def state(stage: Stage, deal: Deal) -> str:
    stage.session.rollback()
    stage.session.refresh(deal)
    return deal.state


# ------------------------------------------------------------------ signed in


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


# ------------------------------------------------------------------ by link


@pytest.fixture
def deal(stage: Stage) -> Deal:
    """The achievement's unit has no account."""
    return stage.open(achievement=make_achievement(stage.session))


def link(stage: Stage) -> str:
    return str(next(payload["href"] for payload in stage.told("deal.invited") if "to" in payload))


def test_looking_decides_nothing(stage: Stage, deal: Deal, visitor: PageClient) -> None:
    page = visitor.get(link(stage), max_statements=8)
    assert "是否同意引荐" in page.heading
    assert page.headers["Cache-Control"] == "no-store"
    assert state(stage, deal) == DealState.INVITED


def test_a_unit_without_account_agrees_and_sees_what_follows(stage: Stage, deal: Deal, visitor: PageClient) -> None:
    path = link(stage)
    visitor.post(path, button="同意引荐")
    assert "正在等待对方答复" in visitor.follow().text
    stage.reply(deal, Side.NEED)
    page = visitor.get(path)
    assert "已经答复" in page.heading
    assert stage.need.organization.contact_phone in page.text
    with clock.frozen(clock.now() + timedelta(days=60)):
        assert stage.need.organization.contact_phone not in visitor.get(path).text


def test_a_used_link_decides_nothing_more(stage: Stage, deal: Deal, visitor: PageClient) -> None:
    path = link(stage)
    page = visitor.get(path)
    visitor.submit(page, {"reason": "too_vague"}, button="不同意引荐")
    assert "没有达成" in visitor.follow().text
    visitor.submit(page, {"reason": "too_vague"}, button="不同意引荐")
    other = visitor.submit(page, {"reason": "too_early"}, 422, button="不同意引荐")
    assert other.code == "idempotency_key_reused"
    visitor.forge(path, {"action": "agree"}, 200)
    assert state(stage, deal) == DealState.CLOSED


@pytest.mark.usefixtures("deal")
def test_a_refusal_by_link_needs_a_reason_and_keeps_the_link(stage: Stage, visitor: PageClient) -> None:
    path = link(stage)
    page = visitor.post(path, {"note": "不了解"}, 422, button="不同意引荐")
    assert "请选择一项理由" in page.error_summary
    visitor.submit(page, button="同意引荐")
    assert "正在等待对方答复" in visitor.follow().text


def test_an_unknown_or_expired_link_says_so(stage: Stage, deal: Deal, visitor: PageClient) -> None:
    path = link(stage)
    page = visitor.get("/answers/nobody-has-this", 404)
    assert "这个链接已经失效" in page.heading
    assert page.code == "link_gone"
    assert deal.reply_due_at is not None
    with clock.frozen(deal.reply_due_at + timedelta(days=30)):
        assert "联络员" in visitor.get(path, 404).text
        visitor.forge(path, {"action": "agree"}, 404)


def test_an_officer_makes_a_link_to_pass_on(stage: Stage, deal: Deal, officer: PageClient, visitor: PageClient) -> None:
    page_path = f"/deals/{deal.id}"
    officer.post(f"{page_path}/links", form=page_path)
    page = officer.follow()
    text = next("".join(each.itertext()) for each in page.all("textarea", id="text-achievement"))
    assert "【科技成果对接】" in text
    path = "/answers/" + text.split("/answers/")[1].split()[0]
    visitor.get(link(stage), 404)
    visitor.post(path, button="同意引荐")
    assert "/answers/" not in officer.get(page_path).source


# ------------------------------------------------------------------ by phone


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
