"""Silence escalates and never approves: first the side is reminded, then the officers are told."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import audit, clock, regions
from matchmaker.core.authz import Actor, system_actor
from matchmaker.core.calendar import add_working_days
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal, DealLog, DealState, LogKind, Side
from matchmaker.deals.queries import replies
from matchmaker.deals.services.invitations import remind
from matchmaker.deals.services.telling import page_of, tell_officers
from matchmaker.deals.texts import SIDE_LABELS, contact_lines
from matchmaker.organizations.queries import officers_for

DAYS_AFTER_REMINDER = 1
CLOCK = system_actor("deals.silence")


def press_silent_sides(session: Session, deal_id: int) -> None:
    """Remind each side that is late, once; a working day later tell the officers, once.

    The lines in the deal's log are what says that it was done.
    """
    deal = session.get_one(Deal, deal_id)
    session.refresh(deal, with_for_update={"of": Deal})
    if deal.state != DealState.INVITED or deal.reply_due_at is None or deal.reply_due_at > clock.now():
        return
    done = {(row.kind, row.side) for row in session.scalars(select(DealLog).where(DealLog.deal_id == deal.id))}
    answered = replies(session, deal.id)
    for side in (side for side in Side if side not in answered):
        if (LogKind.REMINDER, side) not in done:
            _remind(session, deal, side)
        elif (LogKind.ESCALATION, side) not in done and clock.now() >= escalates_at(deal.reply_due_at):
            _escalate(session, deal, side)


def escalates_at(due: datetime) -> datetime:
    """When a side that was reminded at ``due`` has been silent for long enough."""
    return add_working_days(due, DAYS_AFTER_REMINDER)


def _remind(session: Session, deal: Deal, side: Side) -> None:
    if _note(session, deal, LogKind.REMINDER, side, N_("答复期限已过，已发出催办提醒。")):
        remind(session, deal, side, actor=CLOCK)


def _escalate(session: Session, deal: Deal, side: Side) -> None:
    if not _note(session, deal, LogKind.ESCALATION, side, N_("催办后仍未答复，已提请联络员电话催办。")):
        return
    title = N_("%(side)s逾期未答复，请电话催办") % {"side": SIDE_LABELS[side]}
    body = N_("“%(title)s”的引荐一直没有得到答复。联系方式：\n%(contact)s") % {
        "title": deal.record(side).title,
        "contact": contact_lines(deal.record(side).organization),
    }
    message = Message("deal.silent", title, body, page_of(deal))
    key = f"deal:{deal.id}:{side}:silent"
    tell_officers(session, deal, message, dedup_key=key, but=None)
    notify(session, officers_for(session, regions.city_of(deal.region_code)), message, dedup_key=key)


def _note(session: Session, deal: Deal, kind: LogKind, side: Side, body: str, actor: Actor = CLOCK) -> bool:
    """Write the line that says so; False when it is there already."""
    try:
        with session.begin_nested():
            session.add(DealLog(deal_id=deal.id, kind=kind, side=side, body=body, author_id=None))
            session.flush()
    except IntegrityError:
        return False
    audit.record(session, actor, f"deal.{kind}", "deal", deal.id, side=side)
    return True
