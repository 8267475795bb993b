"""A task whose day has come: who has to do it is reminded, later the officers are told. It stays open."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import audit, clock, regions
from matchmaker.core.authz import system_actor
from matchmaker.core.calendar import add_working_days
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.services.telling import tell_officers, tell_side
from matchmaker.deals.texts import cn_date
from matchmaker.deals.work.models import OWNER_LABELS, DealTask, Owner
from matchmaker.organizations.queries import officers_for, setting

ESCALATION_CLOCK = "clock.escalate_days"
CLOCK = system_actor("deals.tasks")


def remind_task(session: Session, task_id: int) -> None:
    """Remind on the day, once; tell the officers once when the working days of ESCALATION_CLOCK have passed.

    A task of the officers themselves goes to those of the city then.
    """
    row = session.get_one(DealTask, task_id, with_for_update=True)
    deal = session.get_one(Deal, row.deal_id)
    if row.done_at is not None or row.due_on > clock.today() or deal.state == DealState.CLOSED:
        return
    if row.reminded_at is None:
        row.reminded_at = clock.now()
        _remind(session, deal, row)
    elif row.escalated_at is None and _is_silent(session, deal, row.reminded_at):
        row.escalated_at = clock.now()
        _escalate(session, deal, row)
    session.flush()


def _is_silent(session: Session, deal: Deal, since: datetime) -> bool:
    return add_working_days(since, int(setting(session, ESCALATION_CLOCK, deal.region_code))) <= clock.now()


def _remind(session: Session, deal: Deal, row: DealTask) -> None:
    body = N_("“%(title)s”的完成期限是%(day)s，办完后请在任务页面记下。") % {
        "title": row.title,
        "day": cn_date(row.due_on),
    }
    message = Message("deal.task_due", N_("对接中有一项任务到期"), body, _page(row))
    if row.owner == Owner.OFFICER:
        tell_officers(session, deal, message, dedup_key=_key(row, "due"), but=None)
    else:
        tell_side(session, deal, Side(row.owner), message, dedup_key=_key(row, "due"))
    audit.record(session, CLOCK, "deal.task_reminded", "deal", row.deal_id, task=row.id)


def _escalate(session: Session, deal: Deal, row: DealTask) -> None:
    body = N_(
        "需求“%(need)s”与成果“%(achievement)s”的对接中，“%(title)s”由%(owner)s办理，%(day)s到期，提醒后仍未办完。"
    ) % {
        "need": deal.need.title,
        "achievement": deal.achievement.title,
        "title": row.title,
        "owner": OWNER_LABELS[row.owner],
        "day": cn_date(row.due_on),
    }
    message = Message("deal.task_due", N_("对接中有一项任务逾期未办，请过问"), body, _page(row))
    tell_officers(session, deal, message, dedup_key=_key(row, "late"), but=None)
    if row.owner == Owner.OFFICER:
        notify(session, officers_for(session, regions.city_of(deal.region_code)), message, dedup_key=_key(row, "late"))
    audit.record(session, CLOCK, "deal.task_escalated", "deal", row.deal_id, task=row.id)


def _key(row: DealTask, occasion: str) -> str:
    """One for each time the clock was started: a task that was opened again is told of again."""
    told = row.reminded_at or clock.now()
    return f"deal:{row.deal_id}:task:{row.id}:{occasion}:{int(told.timestamp())}"


def _page(row: DealTask) -> str:
    return f"/deals/{row.deal_id}/tasks"
