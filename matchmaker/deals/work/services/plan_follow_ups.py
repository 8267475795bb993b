"""A signed deal is followed up 6, 12 and 24 months later without anybody having to think of it."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.freshness import months_after
from matchmaker.core import clock
from matchmaker.deals.models import Deal
from matchmaker.deals.work.models import FOLLOW_UP_MONTHS, DealFollowUp


def plan_follow_ups(session: Session, deal: Deal) -> int:
    """Add the follow-ups that ``deal`` does not have yet; returns how many. None before it is signed."""
    if deal.signed_on is None:
        return 0
    have = set(session.scalars(select(DealFollowUp.months).where(DealFollowUp.deal_id == deal.id)))
    missing = [months for months in FOLLOW_UP_MONTHS if months not in have]
    session.add_all(
        DealFollowUp(deal_id=deal.id, months=months, due_on=due_day(deal.signed_on, months)) for months in missing
    )
    session.flush()
    return len(missing)


def due_day(signed_on: date, months: int) -> date:
    """The day so many months after the signature; the 31st becomes a short month's last."""
    return clock.china_date(months_after(clock.start_of_day(signed_on), months))
