"""A follow-up whose day has come: both sides are reminded, later the officers are told."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message
from matchmaker.core import audit, clock
from matchmaker.core.authz import system_actor
from matchmaker.core.calendar import add_working_days
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Side
from matchmaker.deals.services.telling import tell_officers, tell_side
from matchmaker.deals.work.models import DealFollowUp
from matchmaker.organizations.queries import setting

REPORT_CLOCK = "clock.follow_up_days"
CLOCK = system_actor("deals.follow_ups")


def remind_follow_up(session: Session, follow_up_id: int) -> None:
    """Remind once, and tell the officers once when the working days of REPORT_CLOCK have passed without a word."""
    row = session.get_one(DealFollowUp, follow_up_id)
    if row.outcome is not None or row.due_on > clock.today():
        return
    if row.reminded_at is None:
        row.reminded_at = clock.now()
        _remind(session, row)
    elif row.escalated_at is None and _is_silent(session, row):
        row.escalated_at = clock.now()
        _escalate(session, row)
    session.flush()


def _is_silent(session: Session, row: DealFollowUp) -> bool:
    days = int(setting(session, REPORT_CLOCK, row.deal.region_code))
    return row.reminded_at is not None and add_working_days(row.reminded_at, days) <= clock.now()


def _remind(session: Session, row: DealFollowUp) -> None:
    for side in Side:
        body = N_("“%(title)s”签约已满%(months)d个月，请说明是否投入使用、带来多少收入。对方填过的不必再填。") % {
            "title": row.deal.record(side).title,
            "months": row.months,
        }
        message = Message("deal.follow_up", N_("请填写签约后的跟踪情况"), body, _page(row))
        tell_side(session, row.deal, side, message, dedup_key=f"deal:{row.deal_id}:follow:{row.months}:{side}")
    audit.record(session, CLOCK, "deal.follow_up_reminded", "deal", row.deal_id, months=row.months)


def _escalate(session: Session, row: DealFollowUp) -> None:
    body = N_("需求“%(need)s”与成果“%(achievement)s”签约已满%(months)d个月，提醒后双方都没有填写跟踪情况。") % {
        "need": row.deal.need.title,
        "achievement": row.deal.achievement.title,
        "months": row.months,
    }
    message = Message("deal.follow_up", N_("签约后的跟踪逾期未填，请过问"), body, _page(row))
    tell_officers(session, row.deal, message, dedup_key=f"deal:{row.deal_id}:follow:{row.months}:officers", but=None)
    audit.record(session, CLOCK, "deal.follow_up_escalated", "deal", row.deal_id, months=row.months)


def _page(row: DealFollowUp) -> str:
    return f"/deals/{row.deal_id}/follow-ups"
