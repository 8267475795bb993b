"""Answering by one-time link, without an account."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.core.errors import Conflict, NotFound
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Channel, Deal
from matchmaker.deals.queries import LINK_PURPOSE, replies, sides_of
from matchmaker.deals.services.reply import reply
from matchmaker.organizations.services import link_actor, read_link, use_link


def answer_by_link(
    session: Session,
    token: str,
    agreed: bool,  # noqa: FBT001 - the answer itself
    *,
    reason: str | None = None,
    note: str = "",
    share: bool = True,
) -> Deal:
    """Spend the link and answer for its organisation.

    Raises NotFound for a link that is unknown, used or expired, and what
    ``reply`` raises; then the link stays good.
    """
    link = read_link(session, token, LINK_PURPOSE)
    actor = link_actor(link)
    deal = session.get(Deal, link.subject_id)
    if deal is None:
        raise NotFound
    use_link(session, link)
    answered = replies(session, deal.id)
    awaited = [side for side in sides_of(actor, deal) if side not in answered]
    if not awaited:
        raise Conflict(N_("这一方已经答复过了。"))
    for side in awaited if agreed else awaited[:1]:
        reply(session, deal, side, agreed, actor=actor, channel=Channel.LINK, reason=reason, note=note, share=share)
    return deal
