"""Reading deals and who speaks for their sides."""

from __future__ import annotations

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.deals.models import Deal, DealReply, DealState, Side
from matchmaker.deals.policies import MEMBERS
from matchmaker.organizations.models import RoleGrant

LINK_PURPOSE = "deal_reply"


def speakers(session: Session, organization_id: int) -> list[int]:
    """Ids of the active people who may answer for an organisation today."""
    today = clock.today()
    query = (
        select(RoleGrant.user_id)
        .join(User, User.id == RoleGrant.user_id)
        .where(
            RoleGrant.organization_id == organization_id,
            RoleGrant.role.in_(MEMBERS),
            or_(RoleGrant.starts_on.is_(None), RoleGrant.starts_on <= today),
            or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today),
            User.state == UserState.ACTIVE,
        )
    )
    return sorted(set(session.scalars(query)))


def sides_of(actor: Actor, deal: Deal) -> list[Side]:
    """On which sides the actor's organisations stand; both when one holds both records."""
    return [side for side in Side if deal.organization_id(side) in actor.organization_ids]


def replies(session: Session, deal_id: int) -> dict[Side, DealReply]:
    """The answers given so far, by side."""
    rows = session.scalars(select(DealReply).where(DealReply.deal_id == deal_id))
    return {Side(row.side): row for row in rows}


def late(session: Session) -> list[int]:
    """Ids of the deals whose time to answer has passed."""
    query = select(Deal.id).where(Deal.state == DealState.INVITED, Deal.reply_due_at <= clock.now())
    return list(session.scalars(query.order_by(Deal.id)))
