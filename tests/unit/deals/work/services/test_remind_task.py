"""A task whose day has come is called for, once; it decides nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

import pytest
from sqlalchemy import select

from matchmaker.core import clock
from matchmaker.core.calendar import add_working_days
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.services import close
from matchmaker.deals.work.models import DealTask
from matchmaker.deals.work.queries import due_tasks
from matchmaker.deals.work.services.keep_task import add_task, mark_task
from matchmaker.deals.work.services.remind_task import remind_task
from tests.unit.deals.conftest import Stage
from tests.unit.deals.work.conftest import Do


def run(stage: Stage, do: Do, moment: datetime) -> set[int]:
    """Everybody who was told so far, after the clock has looked at ``moment``."""
    with clock.frozen(moment):
        for task_id in due_tasks(stage.session, today=clock.today()):
            do(partial(remind_task, task_id=task_id))
    return stage.told_users("deal.task_due")


def given(stage: Stage, do: Do, owner: str) -> tuple[Deal, datetime]:
    """A deal with one task, and the beginning of the task's day."""
    deal, day = stage.introduced(), clock.today() + timedelta(days=7)
    actor = stage.officer_actor
    do(lambda inner: add_task(inner, inner.get_one(Deal, deal.id), "寄样品", owner, day, actor=actor))
    return deal, clock.start_of_day(day)


def test_the_owner_is_reminded_on_the_day_and_the_officers_when_that_did_not_help(stage: Stage, do: Do) -> None:
    deal, day = given(stage, do, "achievement")
    owner = stage.members[Side.ACHIEVEMENT].id
    assert run(stage, do, day - timedelta(hours=1)) == set()
    for _again in range(2):
        assert run(stage, do, day) == {owner}
    assert run(stage, do, add_working_days(day, 4)) == {owner}
    for _again in range(2):
        assert run(stage, do, add_working_days(day, 5)) == {owner, stage.officer.id}
    stage.session.expire_all()
    assert (stage.session.get_one(Deal, deal.id).state, due_tasks(stage.session, today=day.date())) == (
        DealState.INTRODUCED,
        [],
    )


def test_a_task_that_is_opened_again_is_called_for_again(stage: Stage, do: Do) -> None:
    deal, day = given(stage, do, "need")
    actor = stage.officer_actor
    run(stage, do, day)
    run(stage, do, add_working_days(day, 5))
    [task] = stage.session.scalars(select(DealTask.id))

    def mark(*, done: bool) -> None:
        do(lambda s: mark_task(s, s.get_one(Deal, deal.id), s.get_one(DealTask, task), done=done, actor=actor))

    mark(done=True)
    assert due_tasks(stage.session, today=add_working_days(day, 9).date()) == []
    mark(done=False)
    before = len(list(stage.told("deal.task_due")))
    run(stage, do, add_working_days(day, 9))
    assert len(list(stage.told("deal.task_due"))) == before + 1


@pytest.mark.one_database
def test_an_officers_own_task_and_an_ended_deal(stage: Stage, do: Do) -> None:
    deal, day = given(stage, do, "officer")
    assert run(stage, do, day) == {stage.officer.id}
    actor = stage.officer_actor
    do(lambda inner: close(inner, inner.get_one(Deal, deal.id), actor=actor, reason="no_agreement"))
    assert due_tasks(stage.session, today=add_working_days(day, 9).date()) == []
