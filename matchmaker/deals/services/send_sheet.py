"""The 对接推荐单 goes out to the sides: by notice where they have accounts, else by mail, else by hand."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal, DealLog, DealState, LogKind, Side
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.services.telling import page_of, tell_side
from matchmaker.deals.sheet import letter
from matchmaker.deals.texts import SIDE_LABELS


def send_sheet(session: Session, deal: Deal, sides: Collection[str], *, actor: Actor) -> list[Side]:
    """Send each of ``sides`` what it may read of the sheet; returns those that only paper or phone reaches.

    The log of the deal says to whom it went. Raises Invalid when no side is
    chosen, Conflict after the end.
    """
    PERMISSIONS.require(actor, Permission.SEND_SHEET, deal)
    chosen = [side for side in Side if side in sides]
    if not chosen:
        raise Invalid(fields={"sides": [N_("请选择发给哪一方。")]})
    if deal.state == DealState.CLOSED:
        raise Conflict(N_("对接已经结束，不再发送推荐单。"))
    line = DealLog(deal_id=deal.id, kind=LogKind.NOTE, side=None, body=N_("发送对接推荐单"), author_id=actor.user_id)
    session.add(line)
    session.flush()
    unreached = [side for side in chosen if not _send(session, deal, side, line.id)]
    line.body = "；".join(_told(deal, side, reached=side not in unreached) for side in chosen)
    session.flush()
    audit.record(session, actor, "deal.sheet_sent", "deal", deal.id, sides=[str(side) for side in chosen])
    return unreached


def _send(session: Session, deal: Deal, side: Side, turn: int) -> bool:
    title = N_("对接推荐单：%(title)s") % {"title": deal.record(side).title}
    message = Message("deal.sheet", title[:200], letter(deal, side), f"{page_of(deal)}/sheet")
    return tell_side(session, deal, side, message, dedup_key=f"deal:{deal.id}:{side}:sheet:{turn}")


def _told(deal: Deal, side: Side, *, reached: bool) -> str:
    words = (
        N_("对接推荐单已发给%(side)s（%(unit)s）")
        if reached
        else N_("%(side)s（%(unit)s）没有账号和邮箱，推荐单没有发出")
    )
    return words % {"side": SIDE_LABELS[side], "unit": deal.record(side).organization.name}
