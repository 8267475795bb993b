"""A record carries its scout for good: the scout learns what became of it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.texts import OWN_WORDS

PATHS = {Side.NEED: "/needs", Side.ACHIEVEMENT: "/achievements"}


def thank_scouts(session: Session, deal_id: int) -> None:
    """Tell the scouts of both records that they were introduced, or that a deal was completed."""
    deal = session.get(Deal, deal_id)
    if deal is None:
        return
    completed = deal.state == DealState.CLOSED and deal.close_reason == "completed"
    if deal.state == DealState.CLOSED and not completed:
        return
    event = N_("对接已完成") if completed else N_("已引荐给对方")
    for side in Side:
        record = deal.record(side)
        if record.scout_id is None:
            continue
        title = N_("您登记的%(kind)s%(event)s") % {"kind": OWN_WORDS[side], "event": event}
        message = Message("deal.scout_credit", title, record.title, f"{PATHS[side]}/{record.id}")
        key = f"deal:{deal.id}:{side}:scout:{'completed' if completed else 'introduced'}"
        notify(session, [record.scout_id], message, dedup_key=key)
