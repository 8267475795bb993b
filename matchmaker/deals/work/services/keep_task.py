"""Tasks with a day and an owner: set, done, opened again."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.queries import sides_of
from matchmaker.deals.services.telling import tell_officers, tell_side
from matchmaker.deals.texts import cn_date
from matchmaker.deals.work.models import DealTask, Owner
from matchmaker.deals.work.policies import PERMISSIONS, Permission


def add_task(session: Session, deal: Deal, title: str, owner: str, due_on: date | None, *, actor: Actor) -> DealTask:
    """Set a task and tell its owner, unless the owner set it.

    Raises Invalid for an empty title, an unknown owner or a missing or past
    day; Conflict before the introduction and after the end.
    """
    PERMISSIONS.require(actor, Permission.KEEP_TASKS, deal)
    problems = {
        "title": [N_("请写下要做的事。")] if not title.strip() else [],
        "owner": [N_("请选择由谁办。")] if owner not in set(Owner) else [],
        "due_on": _day_problems(due_on),
    }
    if any(problems.values()) or due_on is None:
        raise Invalid(fields={name: texts for name, texts in problems.items() if texts})
    if deal.introduced_at is None or deal.state == DealState.CLOSED:
        raise Conflict(N_("双方都同意引荐之后、对接结束之前才能安排任务。"))
    row = DealTask(deal_id=deal.id, title=title.strip(), owner=owner, due_on=due_on, created_by=actor.user_id)
    session.add(row)
    session.flush()
    audit.record(session, actor, "deal.task_added", "deal", deal.id, task=row.id, owner=owner, day=due_on.isoformat())
    _tell(session, deal, row, actor)
    return row


def mark_task(session: Session, deal: Deal, row: DealTask, *, done: bool, actor: Actor) -> None:
    """Mark a task done, or open it again, its clock with it. Raises Conflict when somebody else did so first."""
    PERMISSIONS.require(actor, Permission.KEEP_TASKS, deal)
    session.flush()
    was = DealTask.done_at.is_(None) if done else DealTask.done_at.is_not(None)
    again = {"done_at": None, "done_by": None, "reminded_at": None, "escalated_at": None}
    values = {"done_at": clock.now(), "done_by": actor.user_id} if done else again
    statement = update(DealTask).where(DealTask.id == row.id, was).values(**values)
    result = cast("CursorResult[Any]", session.execute(statement.execution_options(synchronize_session=False)))
    if result.rowcount != 1:
        raise Conflict(N_("这项任务刚刚被他人处理过，请看最新情况。"))
    session.expire(row)
    action = "deal.task_done" if done else "deal.task_reopened"
    audit.record(session, actor, action, "deal", deal.id, task=row.id)


def _day_problems(day: date | None) -> list[str]:
    if day is None:
        return [N_("请填写完成期限。")]
    return [N_("完成期限不能早于今天。")] if day < clock.today() else []


def _tell(session: Session, deal: Deal, row: DealTask, actor: Actor) -> None:
    body = N_("“%(title)s”，请在%(day)s前完成。") % {"title": row.title, "day": cn_date(row.due_on)}
    message = Message("deal.task", N_("对接中有一项任务由您单位办理"), body, f"/deals/{deal.id}/tasks")
    key = f"deal:{deal.id}:task:{row.id}"
    if row.owner == Owner.OFFICER:
        tell_officers(session, deal, message, dedup_key=key, but=actor.user_id)
    elif Side(row.owner) not in sides_of(actor, deal):
        tell_side(session, deal, Side(row.owner), message, dedup_key=key)
