"""A follow-up whose day has come is asked for, then taken to the officers."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from matchmaker.core import clock
from matchmaker.deals.models import Side
from matchmaker.deals.work.models import DealFollowUp
from matchmaker.deals.work.queries import due_follow_ups
from matchmaker.deals.work.services.remind_follow_up import remind_follow_up
from tests.unit.deals.conftest import Stage
from tests.unit.deals.work.conftest import Do
from tests.unit.deals.work.services.test_report_follow_up import signed, tell


def run(stage: Stage, do: Do, days: int) -> list[int]:
    """What the clock does so many days from now; how many were due."""
    with clock.frozen(clock.now() + timedelta(days=days)):
        due = due_follow_ups(stage.session, today=clock.today())
        for key in due:
            do(partial(remind_follow_up, follow_up_id=key))
    return due


def test_sides_first_officers_after_some_working_days_each_once(stage: Stage, do: Do) -> None:
    row = signed(stage, do)
    sides = {each.id for each in stage.members.values()}
    for days in (0, 1, 2):
        assert run(stage, do, days) == [row.id]
        assert stage.told_users("deal.follow_up") == sides
    run(stage, do, 40)
    assert stage.told_users("deal.follow_up") == {*sides, stage.officer.id}
    assert run(stage, do, 41) == []
    stage.session.refresh(row)
    assert row.outcome is None  # silence decides nothing


def test_what_was_told_is_not_asked_for(stage: Stage, do: Do) -> None:
    row = signed(stage, do)
    tell(do, row, stage.voice(Side.ACHIEVEMENT), "preparing")
    assert run(stage, do, 40) == []
    do(lambda inner: remind_follow_up(inner, row.id))
    assert not stage.told("deal.follow_up")
    assert stage.session.get_one(DealFollowUp, row.id).reminded_at is None
