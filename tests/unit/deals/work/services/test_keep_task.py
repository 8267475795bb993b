"""Tasks: set, done, opened again."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.work.models import DealTask
from matchmaker.deals.work.services.keep_task import add_task, mark_task
from tests.unit.deals.conftest import Stage
from tests.unit.deals.work.conftest import Do


def test_a_task_is_told_to_its_owner_only(stage: Stage, do: Do) -> None:
    deal, actor = stage.introduced(), stage.voice(Side.NEED)

    def give(owner: str) -> None:
        do(lambda inner: add_task(inner, inner.get_one(Deal, deal.id), "寄样品", owner, clock.today(), actor=actor))

    for each in ("achievement", "need", "officer"):
        give(each)
    assert stage.told_users("deal.task") == {stage.members[Side.ACHIEVEMENT].id, stage.officer.id}


def test_done_and_reopened_once_each(stage: Stage, do: Do) -> None:
    deal, actor = stage.introduced(), stage.officer_actor
    task = do(lambda inner: add_task(inner, inner.get_one(Deal, deal.id), "寄样品", "need", clock.today(), actor=actor))

    def mark(*, done: bool) -> None:
        do(
            lambda inner: mark_task(
                inner, inner.get_one(Deal, deal.id), inner.get_one(DealTask, task.id), done=done, actor=actor
            )
        )
        stage.session.refresh(task)

    mark(done=True)
    assert task.done_by == stage.officer.id
    with pytest.raises(Conflict):
        mark(done=True)
    mark(done=False)
    assert (task.done_at, task.done_by) == (None, None)


@pytest.mark.parametrize(
    ("title", "owner", "due", "field"),
    [
        ("  ", "need", clock.today(), "title"),
        ("寄样品", "nobody", clock.today(), "owner"),
        ("寄样品", "need", None, "due_on"),
        ("寄样品", "need", clock.today() - timedelta(days=1), "due_on"),
    ],
)
def test_what_cannot_be_a_task_is_told_at_its_field(
    stage: Stage, do: Do, title: str, owner: str, due: date | None, field: str
) -> None:
    deal, actor = stage.introduced(), stage.officer_actor
    with pytest.raises(Invalid) as caught:
        do(lambda inner: add_task(inner, inner.get_one(Deal, deal.id), title, owner, due, actor=actor))
    assert field in caught.value.fields


def test_there_are_no_tasks_before_the_introduction(stage: Stage, do: Do) -> None:
    deal, actor = stage.open(), stage.officer_actor
    with pytest.raises(Conflict):
        do(lambda inner: add_task(inner, inner.get_one(Deal, deal.id), "寄样品", "need", clock.today(), actor=actor))
