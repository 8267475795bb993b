"""A deal ends, always with a reason."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message
from matchmaker.core import jobs
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.deals import reasons
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.queries import sides_of
from matchmaker.deals.services.telling import page_of, tell_officers, tell_side
from matchmaker.deals.texts import told_reason
from matchmaker.deals.workflow import DEAL

CLOSED = "deal.closed"


def close(
    session: Session,
    deal: Deal,
    *,
    actor: Actor,
    reason: str,
    note: str = "",
    share: bool = True,
    version: int | None = None,
) -> None:
    """End the deal for good with one of CLOSING_CODES.

    Raises Invalid for a missing or unknown reason, Forbidden or NotFound,
    StaleVersion, and Conflict when it has ended already.
    """
    code = reasons.check(reason, reasons.CLOSING_CODES, note)
    mine = sides_of(actor, deal)
    end(
        session,
        deal,
        "close",
        reason=code,
        note=note,
        side=mine[0] if len(mine) == 1 else None,
        share=share,
        actor=actor,
        version=version,
    )


def end(
    session: Session,
    deal: Deal,
    action: str,
    *,
    reason: str,
    note: str,
    side: Side | None,
    share: bool,
    actor: Actor,
    version: int | None = None,
) -> None:
    """Do ``action`` (decline or close); ``side`` ended it, None for an officer."""
    shared = share and reasons.may_share([reason])
    values = {
        "close_reason": reason,
        "close_note": note.strip(),
        "closed_side": side,
        "share_reason": shared,
    }
    DEAL.apply(session, deal, action, actor=actor, reason=reason, version=version, values=values)
    _tell(session, deal, actor)
    jobs.enqueue(session, CLOSED, {"id": deal.id}, dedup_key=str(deal.id))


def _tell(session: Session, deal: Deal, actor: Actor) -> None:
    for side in Side:
        reason = told_reason(deal, side)
        body = N_("“%(title)s”的对接已结束。") % {"title": deal.record(side).title}
        if reason:
            body += N_("理由：%(reason)s。") % {"reason": reason}
        message = Message(CLOSED, N_("一项对接已结束"), body, page_of(deal))
        tell_side(session, deal, side, message, dedup_key=f"deal:{deal.id}:{side}:closed")
    body = N_("需求“%(need)s”与成果“%(achievement)s”的对接已结束，理由：%(reason)s。") % {
        "need": deal.need.title,
        "achievement": deal.achievement.title,
        "reason": told_reason(deal, None),
    }
    message = Message(CLOSED, N_("一项对接已结束"), body, page_of(deal))
    tell_officers(session, deal, message, dedup_key=f"deal:{deal.id}:closed", but=actor.user_id)
