"""What follows an introduction: steps, milestones, log."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.unit_of_work import transact
from matchmaker.deals.demands import Terms
from matchmaker.deals.models import Deal, DealLog, DealMilestone, DealState, Side
from matchmaker.deals.services import add_log, add_milestone, advance
from matchmaker.deals.work.models import DealFollowUp
from tests.factories.accounts import make_member
from tests.factories.catalog import make_need
from tests.unit.deals.conftest import Stage


def do(stage: Stage, deal: Deal, service: Any, *values: Any, **more: Any) -> None:
    given = {"actor": stage.officer_actor, **more}
    transact(stage.session, lambda inner: service(inner, inner.get_one(Deal, deal.id), *values, **given))
    stage.session.refresh(deal)


def test_a_deal_moves_from_talks_to_signature(stage: Stage) -> None:
    deal = stage.introduced()
    do(stage, deal, advance, "start_talks", actor=stage.voice(Side.NEED))
    assert deal.state == DealState.NEGOTIATING
    do(stage, deal, advance, "prepare_signing")
    do(stage, deal, advance, "sign", signed_on=clock.today(), amount=88_000_000)
    assert (deal.state, deal.signed_on, deal.amount) == ("signed", clock.today(), 88_000_000)


def test_steps_may_be_skipped(stage: Stage) -> None:
    deal = stage.introduced()
    do(stage, deal, advance, "sign", signed_on=clock.today())
    assert deal.state == DealState.SIGNED


def test_the_other_side_and_the_officer_learn_of_it(stage: Stage) -> None:
    deal = stage.introduced()
    do(stage, deal, advance, "start_talks", actor=stage.voice(Side.NEED))
    assert stage.told_users("deal.advanced") == {stage.members[Side.ACHIEVEMENT].id, stage.officer.id}


def test_nothing_moves_before_both_have_agreed(stage: Stage) -> None:
    deal = stage.open()
    with pytest.raises(Conflict):
        do(stage, deal, advance, "start_talks")
    with pytest.raises(Conflict):
        do(stage, deal, add_milestone, "first_talk", clock.today())


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "signed_on"),
        ({"signed_on": clock.today() + timedelta(days=1)}, "signed_on"),
        ({"signed_on": clock.today(), "amount": -1}, "amount"),
    ],
)
def test_a_signature_has_a_past_day_and_no_negative_amount(stage: Stage, values: dict[str, Any], field: str) -> None:
    deal = stage.introduced()
    with pytest.raises(Invalid) as caught:
        do(stage, deal, advance, "sign", **values)
    assert field in caught.value.fields


def test_introducing_is_no_step_anybody_takes_by_hand(stage: Stage) -> None:
    deal = stage.open()
    with pytest.raises(Invalid):
        do(stage, deal, advance, "introduce", actor=stage.voice(Side.NEED))


def test_milestones_come_in_any_order_and_after_the_end_too(stage: Stage) -> None:
    deal = stage.introduced()
    do(stage, deal, add_milestone, "payment", clock.today(), "首付款")
    do(stage, deal, add_milestone, "nda", clock.today() - timedelta(days=9), actor=stage.voice(Side.NEED))
    rows = stage.session.scalars(select(DealMilestone).order_by(DealMilestone.happened_on)).all()
    assert [(row.kind, row.note) for row in rows] == [("nda", ""), ("payment", "首付款")]


@pytest.mark.parametrize(
    ("kind", "days", "field"), [("party", 0, "kind"), ("nda", 1, "happened_on"), ("nda", -20000, "happened_on")]
)
def test_a_milestone_is_a_known_one_on_a_believable_day(stage: Stage, kind: str, days: int, field: str) -> None:
    deal = stage.introduced()
    with pytest.raises(Invalid) as caught:
        do(stage, deal, add_milestone, kind, clock.today() + timedelta(days=days))
    assert field in caught.value.fields


def test_a_line_of_the_log_belongs_to_the_side_that_wrote_it(stage: Stage) -> None:
    deal = stage.introduced()
    do(stage, deal, add_log, "call", "已约下周二来厂。", actor=stage.voice(Side.NEED))
    do(stage, deal, add_log, "note", "企业总工不在，周五再问。")
    rows = stage.session.scalars(select(DealLog).order_by(DealLog.id)).all()
    assert [(row.side, row.kind) for row in rows] == [("need", "call"), (None, "note")]


@pytest.mark.parametrize(("kind", "body"), [("reminder", "假冒"), ("note", "  ")])
def test_nobody_writes_an_empty_line_or_one_of_the_clock(stage: Stage, kind: str, body: str) -> None:
    deal = stage.introduced()
    with pytest.raises(Invalid):
        do(stage, deal, add_log, kind, body)


def test_a_stranger_finds_nothing(stage: Stage) -> None:
    deal = stage.introduced()
    stranger = stage.actor(make_member(stage.session, make_need(stage.session).organization))
    for service, values in ((advance, ("start_talks",)), (add_log, ("note", "看看")), (add_milestone, ("nda", None))):
        with pytest.raises(NotFound):
            do(stage, deal, service, *values, actor=stranger)


def test_a_state_held_seller_prices_before_it_signs_a_license(stage: Stage) -> None:
    deal = stage.introduced()
    stage.achievement.organization.state_held = True
    stage.session.commit()
    terms = Terms("license_ordinary", "negotiated")
    do(stage, deal, add_milestone, "pricing", clock.today())
    with pytest.raises(Invalid, match=r"普通许可.*公示") as caught:
        do(stage, deal, advance, "sign", signed_on=clock.today(), terms=terms)
    assert "定价" not in caught.value.message
    do(stage, deal, add_milestone, "notice", clock.today())
    do(stage, deal, advance, "sign", signed_on=clock.today(), terms=terms)
    assert (deal.state, deal.transfer_mode, deal.pricing_method) == ("signed", "license_ordinary", "negotiated")


def test_a_signed_deal_has_three_follow_ups(stage: Stage) -> None:
    deal = stage.introduced()
    do(stage, deal, advance, "sign", signed_on=date(2025, 8, 31))
    rows = stage.session.scalars(select(DealFollowUp).order_by(DealFollowUp.months)).all()
    assert [(row.months, row.due_on) for row in rows] == [
        (6, date(2026, 2, 28)),
        (12, date(2026, 8, 31)),
        (24, date(2027, 8, 31)),
    ]
