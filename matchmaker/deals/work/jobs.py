"""What presses by itself: stages that stand still, tasks and follow-ups whose day has come."""

from __future__ import annotations

from functools import partial

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.jobs import JobRegistry, JobRun
from matchmaker.deals.models import Deal
from matchmaker.deals.work.queries import due_follow_ups, due_tasks, signed_without_follow_ups
from matchmaker.deals.work.services.plan_follow_ups import plan_follow_ups
from matchmaker.deals.work.services.remind_follow_up import remind_follow_up
from matchmaker.deals.work.services.remind_task import remind_task
from matchmaker.deals.work.services.standstill import press, still_standing

HOURLY, DAILY = 3600, 24 * 3600


def press_standstill(run: JobRun) -> None:
    """Look after the deals that have not moved for too long, one in each transaction."""
    for deal_id in run.read(still_standing):
        run.transact(partial(press, deal_id=deal_id))


def follow_up(run: JobRun) -> None:
    """Plan what is missing, then remind and escalate what is due."""
    for deal_id in run.read(signed_without_follow_ups):
        run.transact(partial(_plan, deal_id=deal_id))
    for follow_up_id in run.read(partial(due_follow_ups, today=clock.today())):
        run.transact(partial(remind_follow_up, follow_up_id=follow_up_id))


def watch_tasks(run: JobRun) -> None:
    """Remind whoever has a task to do that its day has come, later tell the officers."""
    for task_id in run.read(partial(due_tasks, today=clock.today())):
        run.transact(partial(remind_task, task_id=task_id))


def _plan(session: Session, deal_id: int) -> None:
    plan_follow_ups(session, session.get_one(Deal, deal_id))


def register(registry: JobRegistry) -> None:
    """The kinds of job this part does."""
    registry.register("deals.standstill", press_standstill, every_seconds=HOURLY)
    registry.register("deals.follow_ups", follow_up, every_seconds=DAILY)
    registry.register("deals.tasks", watch_tasks, every_seconds=HOURLY)
