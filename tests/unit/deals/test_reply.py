"""Two agreements introduce; one refusal ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from matchmaker.core.jobs import Job
from matchmaker.deals.models import Deal, DealReply, DealState, Side
from tests.factories.accounts import make_officer
from tests.unit.deals.conftest import Stage


def state(stage: Stage, deal: Deal) -> str:
    return stage.session.scalars(select(Deal.state).where(Deal.id == deal.id)).one()


def test_one_agreement_leaves_the_other_side_to_answer(stage: Stage) -> None:
    deal = stage.open()
    stage.reply(deal, Side.NEED)
    assert state(stage, deal) == DealState.INVITED
    assert not stage.told("deal.introduced")


@pytest.mark.parametrize("order", [list(Side), list(reversed(Side))])
def test_the_second_agreement_introduces_and_each_learns_whom_to_call(stage: Stage, order: list[Side]) -> None:
    stage.need.organization.contact_phone = "13900000001"
    stage.session.commit()
    deal = stage.open()
    for side in order:
        stage.reply(deal, side)
    stage.session.refresh(deal)
    assert deal.state == DealState.INTRODUCED
    assert deal.introduced_at is not None
    told = {payload["user_id"]: payload["body"] for payload in stage.told("deal.introduced")}
    assert "13900000001" in told[stage.members[Side.ACHIEVEMENT].id]
    assert "13900000001" not in told[stage.members[Side.NEED].id]
    assert stage.officer.id in told
    assert stage.session.scalars(select(Job).where(Job.kind == "deal.introduced")).one().payload == {"id": deal.id}


def test_a_refusal_ends_the_deal_with_its_reason(stage: Stage) -> None:
    deal = stage.open()
    stage.reply(deal, Side.NEED)
    stage.reply(deal, Side.ACHIEVEMENT, agreed=False, reason="too_vague", note="缺少工况数据")
    stage.session.refresh(deal)
    assert (deal.state, deal.close_reason, deal.closed_side) == ("closed", "too_vague", "achievement")
    told = {payload["user_id"]: payload["body"] for payload in stage.told("deal.closed")}
    assert "描述太模糊" in told[stage.members[Side.NEED].id]
    assert stage.session.scalars(select(Job).where(Job.kind == "deal.closed")).one().payload == {"id": deal.id}


@pytest.mark.parametrize(("reason", "share"), [("credit_risk", True), ("too_early", False)])
def test_what_is_not_to_be_shared_stays_with_the_officer(stage: Stage, reason: str, share: bool) -> None:  # noqa: FBT001
    deal = stage.open()
    stage.reply(deal, Side.NEED, agreed=False, reason=reason, note="原因说明", share=share)
    told = {payload["user_id"]: payload["body"] for payload in stage.told("deal.closed")}
    assert "原因说明" not in told[stage.members[Side.ACHIEVEMENT].id]
    assert "理由" not in told[stage.members[Side.ACHIEVEMENT].id]
    assert "原因说明" in told[stage.officer.id]


def test_a_refusal_needs_a_reason(stage: Stage) -> None:
    deal = stage.open()
    with pytest.raises(Invalid) as caught:
        stage.reply(deal, Side.NEED, agreed=False)
    assert "reason" in caught.value.fields
    assert state(stage, deal) == DealState.INVITED


def test_nobody_answers_for_the_other_side(stage: Stage) -> None:
    deal = stage.open()
    with pytest.raises(NotFound):
        stage.reply(deal, Side.ACHIEVEMENT, actor=stage.voice(Side.NEED))
    with pytest.raises(Forbidden):
        stage.reply(deal, Side.ACHIEVEMENT, actor=stage.officer_actor)


def test_an_answer_is_given_once(stage: Stage) -> None:
    deal = stage.open()
    stage.reply(deal, Side.NEED)
    with pytest.raises(Conflict):
        stage.reply(deal, Side.NEED, agreed=False, reason="too_early")
    stage.reply(deal, Side.ACHIEVEMENT)
    with pytest.raises(Conflict):
        stage.reply(deal, Side.ACHIEVEMENT)


def test_an_answer_by_phone_says_with_whom_and_the_side_is_told(stage: Stage) -> None:
    deal = stage.open()
    stage.reply(deal, Side.NEED)
    when = clock.now() - timedelta(hours=2)
    officer = stage.officer_actor
    stage.reply(deal, Side.ACHIEVEMENT, actor=officer, channel="phone", spoke_with="转化办李测试", spoke_at=when)
    assert state(stage, deal) == DealState.INTRODUCED
    answer = stage.session.scalars(select(DealReply).where(DealReply.side == "achievement")).one()
    assert (answer.answered_by, answer.spoke_with, answer.spoke_at) == (stage.officer.id, "转化办李测试", when)
    assert stage.told_users("deal.answered_by_phone") == {stage.members[Side.ACHIEVEMENT].id}


def test_a_call_names_a_person_and_a_past_time(stage: Stage) -> None:
    deal, officer = stage.open(), stage.officer_actor
    with pytest.raises(Invalid) as caught:
        stage.reply(deal, Side.NEED, actor=officer, channel="phone", spoke_with=" ")
    assert "spoke_with" in caught.value.fields
    later = clock.now() + timedelta(hours=1)
    with pytest.raises(Invalid) as caught:
        stage.reply(deal, Side.NEED, actor=officer, channel="phone", spoke_with="王测试", spoke_at=later)
    assert "spoke_at" in caught.value.fields


def test_only_an_officer_of_the_regions_records_a_call(stage: Stage) -> None:
    deal = stage.open()
    with pytest.raises(Forbidden):
        stage.reply(deal, Side.NEED, channel="phone", spoke_with="王测试")
    elsewhere = stage.actor(make_officer(stage.session, "340600"))
    with pytest.raises(NotFound):
        stage.reply(deal, Side.NEED, actor=elsewhere, channel="phone", spoke_with="王测试")
