"""Milestones that come near or are late: the team is told, of late ones the officers and the issuer too, once each."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import Bid, BidState, Pledge, PledgeMilestone, Verdict
from matchmaker.challenges.services.milestone import is_reported
from matchmaker.challenges.services.telling import QUOTED, pledge_page
from matchmaker.core import clock
from matchmaker.core.calendar import add_working_days
from matchmaker.core.i18n import N_
from matchmaker.deals.queries import speakers
from matchmaker.organizations.queries import officers_for, setting

SOON, LATE = N_("节点快到期，请按时报告"), N_("节点已过期限，还没有报告")
ABOUT = N_("节点“%(title)s”，期限 %(day)s。")


def waiting_milestones(session: Session) -> list[int]:
    """Ids of milestones that teams at work have still to report."""
    query = (
        select(PledgeMilestone)
        .join(Pledge, Pledge.id == PledgeMilestone.pledge_id)
        .join(Bid, Bid.id == Pledge.bid_id)
        .where(Bid.state == BidState.UNDERTAKING)
        .where(PledgeMilestone.verdict.in_((Verdict.OPEN, Verdict.RECTIFY)))
    )
    return [row.id for row in session.scalars(query.order_by(PledgeMilestone.id)) if not is_reported(row)]


def remind(session: Session, milestone_id: int) -> None:
    """Tell of one milestone what is to be told today; what was told before is not told again."""
    milestone = session.get_one(PledgeMilestone, milestone_id)
    bid = session.get_one(Pledge, milestone.pledge_id).bid
    region = bid.challenge.region_code
    days = int(setting(session, "challenge.milestone_notice_days", region))
    people = set(speakers(session, bid.organization_id))
    if milestone.due_on < clock.today():
        stage, title = "late", LATE
        people |= {*officers_for(session, region), *speakers(session, bid.issuer_id)}
    elif is_near(milestone.due_on, clock.now(), days):
        stage, title = "soon", SOON
    else:
        return
    words = ABOUT % {"title": milestone.title, "day": milestone.due_on.isoformat()}
    text = QUOTED % {"title": bid.challenge.title} + words
    message = Message(f"bid.milestone_{stage}", title, text, pledge_page(bid))
    notify(session, people, message, dedup_key=f"milestone:{milestone.id}:{stage}")


def is_near(day: date, now: datetime, days: int) -> bool:
    """Whether ``day`` is reached within ``days`` working days from ``now``."""
    return clock.end_of_day(day) <= add_working_days(now, days)
