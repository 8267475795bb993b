"""Asking a side: by notice where it has accounts, else by mail with a one-time link."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify, send_mail
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_
from matchmaker.deals.counterparts import as_seen
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.queries import LINK_PURPOSE, replies, speakers
from matchmaker.deals.texts import invitation, reminder, subject_of_invitation
from matchmaker.organizations.queries import setting
from matchmaker.organizations.services import issue_link


def invite(session: Session, deal: Deal, side: Side, *, actor: Actor) -> None:
    """Ask ``side`` for its answer; one with neither account nor mail box is left to the phone list."""
    other = as_seen(deal.record(side.other), introduced=False)
    _ask(session, deal, side, "invited", subject_of_invitation(side), invitation(deal, side, other), actor)


def remind(session: Session, deal: Deal, side: Side, *, actor: Actor) -> None:
    """Ask ``side`` again, after its time to answer has passed."""
    other = as_seen(deal.record(side.other), introduced=False)
    title = N_("催办：") + subject_of_invitation(side)
    _ask(session, deal, side, "reminder", title, reminder(deal, side, other), actor)


def fresh_link(session: Session, deal: Deal, side: Side, *, actor: Actor) -> str:
    """A new path at which ``side`` may answer once without an account, for an officer to pass on.

    An older link of that side ends. Raises Conflict when no answer is awaited.
    """
    PERMISSIONS.require(actor, Permission.RECORD_REPLY, deal)
    if deal.state != DealState.INVITED or side in replies(session, deal.id):
        raise Conflict(N_("这一方已不需要答复。"))
    return _link(session, deal, side, sent_to="", actor=actor)


def _ask(session: Session, deal: Deal, side: Side, occasion: str, title: str, body: str, actor: Actor) -> None:
    key, kind = f"deal:{deal.id}:{side}:{occasion}", f"deal.{occasion}"
    people = speakers(session, deal.organization_id(side))
    if people:
        notify(session, people, Message(kind, title, body, f"/deals/{deal.id}/reply"), dedup_key=key)
        return
    mail_box = deal.record(side).organization.contact_email
    if mail_box:
        path = _link(session, deal, side, sent_to=mail_box, actor=actor)
        send_mail(session, mail_box, Message(kind, title, body, path), dedup_key=key)


def _link(session: Session, deal: Deal, side: Side, *, sent_to: str, actor: Actor) -> str:
    """Good for the set number of days beyond the day until which an answer is in time."""
    days = int(setting(session, "confirmation.link_days", deal.region_code))
    if deal.reply_due_at is not None:
        days += max(0, (deal.reply_due_at - clock.now()).days)
    _row, token = issue_link(
        session,
        purpose=LINK_PURPOSE,
        subject_kind="deal",
        subject_id=deal.id,
        organization_id=deal.organization_id(side),
        sent_to=sent_to,
        days=days,
        actor=actor,
    )
    return f"/answers/{token}"
