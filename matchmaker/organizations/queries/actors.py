"""Who somebody is today: roles held, organisations, regions, also in another's stead."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Row, and_, bindparam, case, or_, select
from sqlalchemy.orm import Session, aliased

from matchmaker.accounts.models import User, UserSession, UserState
from matchmaker.accounts.tokens import token_hash
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.organizations.models import Deputy, Organization, OrganizationState, RoleGrant

REGIONAL_ROLES = frozenset({Role.OFFICER, Role.LEADER, Role.SCOUT, Role.EXPERT})


def actor_of_token(session: Session, token: str) -> Actor | None:
    """The actor of a live session: one statement for who, every role held today and deputies' days."""
    given = {"token_hash": token_hash(token), "now": clock.now(), "today": clock.today()}
    rows = session.execute(_of_token(), given).all()
    return _actor(rows, session_id=rows[0].id) if rows else None


def actor_of_user(session: Session, user: User) -> Actor:
    """The actor a person is today, for commands run in their name."""
    rows = session.execute(_of_user(), {"user_id": user.id, "today": clock.today()}).all()
    return _actor(rows, session_id=None)


def in_force(today: date | BindParameter[date] | None = None) -> ColumnElement[bool]:
    """A condition: a role grant's term includes ``today``, by default the present day."""
    day = clock.today() if today is None else today
    return and_(
        or_(RoleGrant.starts_on.is_(None), RoleGrant.starts_on <= day),
        or_(RoleGrant.ends_on.is_(None), RoleGrant.ends_on >= day),
    )


# Asked on every request: putting the statement together takes longer than the database does over it.
@cache
def _of_token() -> Any:
    query = _with_grants(select(UserSession.id, User, RoleGrant, Organization.name).join(User, UserSession.user))
    return query.where(
        UserSession.token_hash == bindparam("token_hash"),
        UserSession.expires_at > bindparam("now"),
        User.state == UserState.ACTIVE,
    )


@cache
def _of_user() -> Any:
    query = _with_grants(select(User, RoleGrant, Organization.name).select_from(User))
    return query.where(User.id == bindparam("user_id"))


def _with_grants(query: Any) -> Any:
    """Join each person's grants of the day ``today`` and, for a deputy, the officer's; own ones first."""
    today, officer = bindparam("today", type_=Date), aliased(User)
    deputy = and_(Deputy.deputy_id == User.id, Deputy.starts_on <= today, Deputy.ends_on >= today)
    mine = RoleGrant.user_id == User.id
    in_stead = and_(RoleGrant.user_id == officer.id, RoleGrant.role == Role.OFFICER)
    organization = and_(Organization.id == RoleGrant.organization_id, Organization.state != OrganizationState.SUSPENDED)
    return (
        query.outerjoin(Deputy, deputy)
        .outerjoin(officer, and_(officer.id == Deputy.officer_id, officer.state == UserState.ACTIVE))
        .outerjoin(RoleGrant, and_(or_(mine, in_stead), in_force(today)))
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
