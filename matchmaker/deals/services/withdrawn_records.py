"""A record leaves the platform while its deal waits for answers: the officers decide what follows."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal, DealState, Side
from matchmaker.deals.services.telling import page_of, tell_officers
from matchmaker.deals.texts import OWN_WORDS


def warn_of_unpublished(session: Session, kind: str, record_id: int) -> None:
    """Tell the officers of every deal that still waits for answers about this record ("need", "achievement")."""
    side = Side(kind)
    column = Deal.need_id if side is Side.NEED else Deal.achievement_id
    waiting = select(Deal).where(column == record_id, Deal.state == DealState.INVITED).order_by(Deal.id)
    for deal in session.scalars(waiting):
        title = N_("待答复的对接中，一项%(kind)s已不再发布") % {"kind": OWN_WORDS[side]}
        body = N_("“%(title)s”已不在发布状态，双方暂时不能同意引荐。请了解情况，必要时结束这次对接。") % {
            "title": deal.record(side).title
        }
        key = f"deal:{deal.id}:{side}:unpublished"
        tell_officers(session, deal, Message("deal.unpublished", title, body, page_of(deal)), dedup_key=key, but=None)
