"""Reading deals and who speaks for their sides."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.tokens import token_hash
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.deals.models import Deal, DealReply, DealState, Side
from matchmaker.deals.policies import MEMBERS
from matchmaker.organizations.models import OneTimeLink, Organization, RoleGrant
from matchmaker.organizations.queries import in_region
from matchmaker.organizations.queries.actors import in_force

LINK_PURPOSE = "deal_reply"


def speakers(session: Session, organization_id: int) -> list[int]:
    """Ids of the active people who may answer for an organisation today."""
    query = select(RoleGrant.user_id).where(_speaks_for(organization_id))
    return sorted(set(session.scalars(query.join(User, User.id == RoleGrant.user_id))))


def _speaks_for(organization_id: Any) -> ColumnElement[bool]:
    """Of a grant joined with its user; ``organization_id`` is an id, a list of ids or a column."""
    owner = RoleGrant.organization_id
    return and_(
        owner.in_(organization_id) if isinstance(organization_id, list) else owner == organization_id,
        RoleGrant.role.in_(MEMBERS),
        in_force(),
        User.state == UserState.ACTIVE,
    )


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


def with_records() -> tuple[Any, ...]:
    """Loader options for a page about one deal: both records and the answers, in the deal's statement."""
    return joinedload(Deal.need), joinedload(Deal.achievement), joinedload(Deal.replies)


def concerning(actor: Actor) -> Select[Deal]:
    """The deals an actor looks after: of the regions of an officer or leader, else of its organisations.

    Records come with each row, answers in one more statement; the latest change first.
    """
    options = (joinedload(Deal.need), joinedload(Deal.achievement), selectinload(Deal.replies))
    return select(Deal).where(_concerns(actor)).options(*options).order_by(Deal.state_at.desc(), Deal.id.desc())


def _concerns(actor: Actor) -> ColumnElement[bool]:
    if oversees(actor):
        return lies_in(actor.region_codes)
    ids = actor.organization_ids
    return or_(Deal.need_organization_id.in_(ids), Deal.achievement_organization_id.in_(ids))


def oversees(actor: Actor) -> bool:
    """Whether the actor sees deals by region, as officers and leaders do."""
    return actor.has(Role.OFFICER, Role.LEADER) and bool(actor.region_codes)


def lies_in(codes: Iterable[str]) -> ColumnElement[bool]:
    """The condition that one of a deal's sides lies in one of these regions."""
    roots = list(codes)
    return or_(in_region(Deal.region_code, roots), in_region(Deal.achievement_region_code, roots))


def is_late() -> ColumnElement[bool]:
    """The condition that an answer is awaited and its time has passed."""
    return and_(Deal.state == DealState.INVITED, Deal.reply_due_at <= clock.now())


def awaits(organization_ids: Iterable[int]) -> ColumnElement[bool]:
    """The condition that one of these organisations has still to answer."""
    ids = list(organization_ids)
    return and_(
        Deal.state == DealState.INVITED,
        or_(
            *(and_(_organization(side).in_(ids), ~_answered(side)) for side in Side),
        ),
    )


def count_by_state(session: Session, actor: Actor) -> dict[str, int]:
    """State → number of deals, and "late" → how many of them wait beyond their time. One statement."""
    late_ones = func.count().filter(is_late())
    query = select(Deal.state, func.count(), late_ones).where(_concerns(actor)).group_by(Deal.state)
    rows = session.execute(query).all()
    return {"late": sum(row[2] for row in rows), **{row[0]: row[1] for row in rows}}


def to_call(actor: Actor) -> Select[Deal]:
    """Deals with a side to be phoned: it is late, or nothing but a phone reaches it. The longest late first."""
    unreached = or_(*(and_(~_answered(side), ~reached(_organization(side))) for side in Side))
    condition = and_(Deal.state == DealState.INVITED, or_(is_late(), unreached))
    return concerning(actor).where(condition).order_by(None).order_by(Deal.reply_due_at, Deal.id)


def reached(organization_id: Any) -> ColumnElement[bool]:
    """The condition that an organisation has an account or a mail box."""
    by_account = exists().where(_speaks_for(organization_id), User.id == RoleGrant.user_id)
    owner = aliased(Organization)  # the caller may select organisations itself
    by_mail = exists().where(owner.id == organization_id, owner.contact_email != "")
    return or_(by_account, by_mail)


def reached_among(session: Session, organization_ids: Iterable[int]) -> set[int]:
    """Which of these organisations have an account or a mail box."""
    query = select(Organization.id).where(Organization.id.in_(list(organization_ids)), reached(Organization.id))
    return set(session.scalars(query))


def organizations_with_speakers(session: Session, organization_ids: Iterable[int]) -> set[int]:
    """Which of these organisations have somebody with an account who may answer."""
    query = select(RoleGrant.organization_id).join(User, User.id == RoleGrant.user_id)
    rows = session.scalars(query.where(_speaks_for(list(organization_ids))))
    return {row for row in rows if row is not None}


def on_board(actor: Actor, size: int) -> Select[Deal]:
    """The ``size`` deals of each live state that have waited longest, with their records. One statement."""
    place = func.row_number().over(partition_by=Deal.state, order_by=(Deal.state_at, Deal.id)).label("place")
    ranked = select(Deal.id, place).where(_concerns(actor), Deal.state != DealState.CLOSED).subquery()
    chosen = select(ranked.c.id).where(ranked.c.place <= size)
    options = (joinedload(Deal.need), joinedload(Deal.achievement), joinedload(Deal.replies))
    return select(Deal).where(Deal.id.in_(chosen)).options(*options).order_by(Deal.state_at, Deal.id)


def link_of(session: Session, token: str) -> OneTimeLink | None:
    """The link of ``token`` for an answer, whether good, used or expired."""
    query = select(OneTimeLink).where(OneTimeLink.token_hash == token_hash(token), OneTimeLink.purpose == LINK_PURPOSE)
    return session.scalars(query).one_or_none()


def _organization(side: Side) -> Any:
    return Deal.need_organization_id if side is Side.NEED else Deal.achievement_organization_id


def _answered(side: Side) -> ColumnElement[bool]:
    return exists().where(DealReply.deal_id == Deal.id, DealReply.side == side)
