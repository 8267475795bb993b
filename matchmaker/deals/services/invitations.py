"""Asking a side: by notice where it has accounts, else by mail with a one-time link."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.deals.counterparts import as_seen
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.queries import speakers
from matchmaker.deals.texts import invitation, subject_of_invitation


def invite(session: Session, deal: Deal, side: Side, *, prefix: str = "", round_: str = "invited") -> None:
    """Ask ``side`` for its answer, once per ``round_`` ("invited", "reminder").

    A side with neither account nor mail box is left to the phone list.
    """
    other = as_seen(deal.record(side.other), introduced=False)
    title, body = prefix + subject_of_invitation(side), invitation(deal, side, other)
    key = f"deal:{deal.id}:{side}:{round_}"
    people = speakers(session, deal.organization_id(side))
    if people:
        notify(session, people, Message(f"deal.{round_}", title, body, f"/deals/{deal.id}/reply"), dedup_key=key)
