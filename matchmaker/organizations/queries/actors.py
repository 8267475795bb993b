"""Who somebody is today: roles held, organisations, regions, also in another's stead."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, or_, select
from sqlalchemy.orm import Session, aliased

from matchmaker.accounts.models import User, UserSession, UserState
from matchmaker.accounts.tokens import token_hash
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.organizations.models import Deputy, Organization, OrganizationState, RoleGrant

REGIONAL_ROLES = frozenset({Role.OFFICER, Role.LEADER, Role.SCOUT, Role.EXPERT})


def actor_of_token(session: Session, token: str) -> Actor | None:
    """The actor of a live session: one statement for who, every role held today and deputies' days."""
    query = _with_grants(select(UserSession.id, User, RoleGrant, Organization.name).join(User, UserSession.user))
    live = query.where(
        UserSession.token_hash == token_hash(token),
        UserSession.expires_at > clock.now(),
        User.state == UserState.ACTIVE,
    )
    rows = session.execute(live).all()
    return _actor(rows, session_id=rows[0].id) if rows else None


def actor_of_user(session: Session, user: User) -> Actor:
    """The actor a person is today, for commands run in their name."""
    query = _with_grants(select(User, RoleGrant, Organization.name).select_from(User)).where(User.id == user.id)
    return _actor(session.execute(query).all(), session_id=None)


def in_force() -> ColumnElement[bool]:
    """A condition: a role grant's term includes today."""
    today = clock.today()
    return and_(
        or_(RoleGrant.starts_on.is_(None), RoleGrant.starts_on <= today),
        or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= today),
    )


def _with_grants(query: Any) -> Any:
    """Join each person's grants of today and, for a deputy, the officer's; own ones first."""
    today, officer = clock.today(), aliased(User)
    deputy = and_(Deputy.deputy_id == User.id, Deputy.starts_on <= today, Deputy.ends_on >= today)
    mine = RoleGrant.user_id == User.id
    in_stead = and_(RoleGrant.user_id == officer.id, RoleGrant.role == Role.OFFICER)
    organization = and_(Organization.id == RoleGrant.organization_id, Organization.state != OrganizationState.SUSPENDED)
    return (
        query.outerjoin(Deputy, deputy)
        .outerjoin(officer, and_(officer.id == Deputy.officer_id, officer.state == UserState.ACTIVE))
        .outerjoin(RoleGrant, and_(or_(mine, in_stead), in_force()))
        .outerjoin(Organization, organization)
        .order_by(case((mine, 0), else_=1), RoleGrant.id)
    )


def _actor(rows: Iterable[Row[Any]], *, session_id: int | None) -> Actor:
    listed = list(rows)
    user: User = listed[0].User
    held = [
        (row.RoleGrant, row.name)
        for row in listed
        if row.RoleGrant is not None and (row.RoleGrant.organization_id is None or row.name is not None)
    ]
    own = [(entry, name) for entry, name in held if entry.user_id == user.id]
    return Actor(
        kind="user",
        user_id=user.id,
        login=user.login,
        name=user.name,
        roles=frozenset(Role(entry.role) for entry, _ in held),
        organization_ids=frozenset(entry.organization_id for entry, _ in own if entry.organization_id is not None),
        organization_name=next((name for _, name in own if name), ""),
        region_codes=frozenset(
            entry.region_code for entry, _ in held if entry.region_code is not None and entry.role in REGIONAL_ROLES
        ),
        email=user.email,
        session_id=session_id,
        must_change_password=user.must_change_password,
    )
