"""Stages that stand still are pressed; nothing is decided by silence."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlalchemy import func, select

from matchmaker.core import clock
from matchmaker.core.calendar import add_working_days
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.services import add_log, advance
from matchmaker.deals.work.models import DealNudge
from matchmaker.deals.work.queries import stands_still
from matchmaker.deals.work.services.standstill import press, still_standing
from tests.unit.deals.conftest import Stage
from tests.unit.deals.work.conftest import Do


def run(stage: Stage, do: Do, moment: datetime) -> None:
    with clock.frozen(moment):
        for deal_id in still_standing(stage.session):
            do(partial(press, deal_id=deal_id))


def pressed(stage: Stage) -> list[str]:
    return list(stage.session.scalars(select(DealNudge.kind).order_by(DealNudge.id)))


def told(stage: Stage) -> set[int]:
    return stage.told_users("deal.standstill")


def test_both_sides_then_the_officers_each_once_and_the_deal_stays(stage: Stage, do: Do) -> None:
    deal = stage.introduced()
    due = add_working_days(deal.state_at, 10)
    run(stage, do, add_working_days(deal.state_at, 9))
    assert pressed(stage) == []
    for _again in range(2):
        run(stage, do, due)
    assert (pressed(stage), told(stage)) == (["reminder"], {each.id for each in stage.members.values()})
    for _again in range(2):
        run(stage, do, add_working_days(due, 5))
    assert pressed(stage) == ["reminder", "escalation"]
    assert stage.officer.id in told(stage)
    stage.session.refresh(deal)
    assert deal.state == DealState.INTRODUCED
    assert stage.session.scalars(select(Deal.id).where(stands_still())).all() == [deal.id]


def test_whatever_moves_starts_the_clock_anew(stage: Stage, do: Do) -> None:
    deal, actor = stage.introduced(), stage.voice(Side.NEED)
    due = add_working_days(deal.state_at, 10)
    run(stage, do, due)
    run(stage, do, add_working_days(due, 5))
    with clock.frozen(add_working_days(due, 6)):
        do(lambda inner: add_log(inner, inner.get_one(Deal, deal.id), "call", "约了下周看样。", actor=actor))
        moved = clock.now()
    assert stage.session.scalar(select(func.count()).select_from(Deal).where(stands_still())) == 0
    run(stage, do, add_working_days(moved, 9))
    assert pressed(stage) == ["reminder", "escalation"]
    run(stage, do, add_working_days(moved, 10))
    assert pressed(stage) == ["reminder", "escalation", "reminder"]


def test_each_stage_has_its_own_time(stage: Stage, do: Do) -> None:
    deal, actor = stage.introduced(), stage.officer_actor
    do(lambda inner: advance(inner, inner.get_one(Deal, deal.id), "start_talks", actor=actor))
    stage.session.refresh(deal)
    run(stage, do, add_working_days(deal.state_at, 19))
    assert pressed(stage) == []
    run(stage, do, add_working_days(deal.state_at, 20))
    assert pressed(stage) == ["reminder"]


def test_a_signed_deal_is_left_alone(stage: Stage, do: Do) -> None:
    deal, actor = stage.introduced(), stage.officer_actor
    do(lambda inner: advance(inner, inner.get_one(Deal, deal.id), "sign", actor=actor, signed_on=clock.today()))
    run(stage, do, add_working_days(clock.now(), 60))
    assert pressed(stage) == []
