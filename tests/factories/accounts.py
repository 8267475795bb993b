"""People, made quickly: all share one password, hashed once in a run."""

from __future__ import annotations

from functools import cache
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.accounts.queries import mail_preference
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.core.authz import Role
from matchmaker.organizations.models import Organization, OrganizationKind, RoleGrant
from tests.factories.base import MAKER, made, number

PASSWORD = "harbour-lantern-27"
CITY = "340300"


@cache
def password_hash() -> str:
    """A cheap hash of PASSWORD."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def make_user(
    session: Session,
    role: Role | None = None,
    *,
    organization: Organization | None = None,
    region_code: str | None = None,
    **values: Any,
) -> User:
    """An active account; give ``login`` or ``name`` where the test speaks of them.

    With ``role`` it holds that role: in ``organization``, over ``region_code``, or everywhere.
    """

    def build(inner: Session) -> User:
        mine = number()
        given = {"login": f"person{mine}", "name": f"用户{mine}", "password_hash": password_hash(), **values}
        user = ACCOUNT.begin(inner, User(**given), actor=MAKER)
        if role is not None:
            add_role(inner, user, role, organization=organization, region_code=region_code)
        return user

    return made(session, build)


def prefer(session: Session, user: User, **values: Any) -> None:
    """What ``user`` has chosen about mail; the rest as usual."""

    def choose(inner: Session) -> None:
        row = mail_preference(inner, user.id)
        for name, value in values.items():
            setattr(row, name, value)
        inner.add(row)

    made(session, choose)


def add_role(
    session: Session,
    user: User,
    role: Role,
    *,
    organization: Organization | None = None,
    region_code: str | None = None,
    **values: Any,
) -> RoleGrant:
    """A further role for ``user``."""

    def build(inner: Session) -> RoleGrant:
        grant = RoleGrant(
            user_id=user.id,
            role=role,
            organization_id=None if organization is None else organization.id,
            region_code=region_code,
            **values,
        )
        inner.add(grant)
        inner.flush()
        return grant

    return made(session, build)


def make_officer(session: Session, region_code: str = CITY, **values: Any) -> User:
    """A liaison officer of the city, or of the county or zone given."""
    return make_user(session, Role.OFFICER, region_code=region_code, **values)


def make_scout(session: Session, region_code: str = CITY, **values: Any) -> User:
    """A scout of the city; the roster is ``tests.factories.scouting``'s affair."""
    return make_user(session, Role.SCOUT, region_code=region_code, **values)


def make_member(session: Session, organization: Organization, **values: Any) -> User:
    """Somebody who acts for ``organization``: its office, or the enterprise's own account."""
    is_enterprise = organization.kind == OrganizationKind.ENTERPRISE
    role = Role.ENTERPRISE if is_enterprise else Role.UNIVERSITY_OFFICE
    return make_user(session, role, organization=organization, **values)
