"""Roles: given, taken, kept apart."""

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserSession
from matchmaker.accounts.services.sessions import open_session
from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Invalid
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import RoleGrant
from matchmaker.organizations.services import grant_role, revoke_role
from tests.factories.accounts import CITY, make_user
from tests.factories.base import MAKER


def give(session: Session, user: User, role: Role, **where: object) -> RoleGrant:
    return transact(
        session,
        lambda inner: grant_role(inner, inner.get_one(User, user.id), role, actor=MAKER, **where),  # type: ignore[arg-type]
    )


@pytest.fixture
def person(session: Session) -> User:
    return make_user(session)


@pytest.mark.parametrize("act", ["grant", "revoke"])
def test_a_change_of_rights_ends_the_persons_sessions(session: Session, person: User, act: str) -> None:
    entry = give(session, person, Role.OFFICER, region_code=CITY)
    transact(session, lambda inner: open_session(inner, person.id))
    changes: dict[str, Callable[[Session], object]] = {
        "grant": lambda inner: grant_role(inner, inner.get_one(User, person.id), Role.EXPERT, actor=MAKER),
        "revoke": lambda inner: revoke_role(inner, inner.get_one(RoleGrant, entry.id), actor=MAKER),
    }
    transact(session, changes[act])
    assert session.scalar(select(func.count()).select_from(UserSession)) == 0


def test_who_gave_which_role_is_in_the_trace(session: Session, person: User) -> None:
    give(session, person, Role.OFFICER, region_code=CITY)
    entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "role.granted")).one()
    assert (entry.subject_id, entry.detail["role"], entry.detail["region"]) == (str(person.id), "officer", CITY)


@pytest.mark.parametrize("second", [Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_nobody_is_two_of_the_three_administrators(session: Session, person: User, second: Role) -> None:
    give(session, person, Role.SYSTEM_ADMIN)
    with pytest.raises(Invalid) as caught:
        give(session, person, second)
    assert "不得由同一人兼任" in caught.value.fields["role"][0]


def test_the_database_too_refuses_two_administrators_in_one(session: Session, person: User) -> None:
    give(session, person, Role.SYSTEM_ADMIN)
    with pytest.raises(IntegrityError):
        transact(session, lambda inner: inner.add(RoleGrant(user_id=person.id, role=Role.AUDIT_ADMIN)))


def test_the_same_role_twice_is_one(session: Session, person: User) -> None:
    for _time in range(2):
        give(session, person, Role.OFFICER, region_code=CITY)
    assert session.scalar(select(func.count()).select_from(RoleGrant)) == 1


@pytest.mark.parametrize(
    ("role", "field"),
    [(Role.ENTERPRISE, "organization_id"), (Role.OFFICER, "region_code"), (Role.LEADER, "region_code")],
)
def test_a_role_needs_its_place(session: Session, person: User, role: Role, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        give(session, person, role)
    assert field in caught.value.fields


def test_nobody_gives_a_role_to_themselves(session: Session) -> None:
    admin = make_user(session, Role.SECURITY_ADMIN)
    actor = Actor(kind="user", user_id=admin.id, roles=frozenset({Role.SECURITY_ADMIN}))
    with pytest.raises(Invalid):
        transact(session, lambda inner: grant_role(inner, inner.get_one(User, admin.id), Role.EXPERT, actor=actor))
