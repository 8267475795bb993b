"""Both have agreed: each side learns whom to call."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message
from matchmaker.core import clock, jobs
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal, Side
from matchmaker.deals.services.telling import page_of, tell_officers, tell_side
from matchmaker.deals.texts import introduction
from matchmaker.deals.workflow import DEAL

INTRODUCED = "deal.introduced"


def introduce(session: Session, deal: Deal, *, by_phone: bool, actor: Actor) -> None:
    """Move the deal on and exchange contacts, in the transaction of the second agreement."""
    action = "introduce_by_phone" if by_phone else "introduce"
    DEAL.apply(session, deal, action, actor=actor, values={"introduced_at": clock.now()})
    for side in Side:
        message = Message(INTRODUCED, N_("双方同意，已引荐"), introduction(deal, side), page_of(deal))
        tell_side(session, deal, side, message, dedup_key=f"deal:{deal.id}:{side}:introduced")
    message = Message(
        INTRODUCED,
        N_("双方同意，已引荐"),
        N_("需求“%(need)s”与成果“%(achievement)s”的双方都已同意，联系方式已互换。")
        % {"need": deal.need.title, "achievement": deal.achievement.title},
        page_of(deal),
    )
    tell_officers(session, deal, message, dedup_key=f"deal:{deal.id}:introduced", but=actor.user_id)
    jobs.enqueue(session, INTRODUCED, {"id": deal.id}, dedup_key=str(deal.id))
