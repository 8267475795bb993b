"""Officers judge organisations of their region."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Forbidden, Invalid, NotFound
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Organization, OrganizationState
from matchmaker.organizations.services import refuse, reinstate, suspend, verify
from tests.factories.accounts import CITY, make_member
from tests.factories.organizations import make_organization

COUNTY, OTHER_CITY = "340321", "340400"


def officer(region: str = CITY) -> Actor:
    return Actor(kind="user", roles=frozenset({Role.OFFICER}), region_codes=frozenset({region}))


@pytest.fixture
def applicant(session: Session) -> int:
    row = make_organization(session, state=OrganizationState.UNVERIFIED, region_code=COUNTY)
    make_member(session, row)
    return row.id


def act(session: Session, key: int, call: Callable[[Session, Organization], None]) -> Organization:
    transact(session, lambda inner: call(inner, inner.get_one(Organization, key)))
    return session.get_one(Organization, key)


def told(session: Session) -> list[str]:
    return [message.payload["title"] for message in session.scalars(select(OutboxMessage))]


def test_the_citys_officer_verifies_a_countys_unit_and_it_is_told(session: Session, applicant: int) -> None:
    row = act(session, applicant, lambda inner, unit: verify(inner, unit, actor=officer()))
    assert (row.state, row.verified_at is not None) == ("verified", True)
    assert told(session) == [f"您的单位已通过核验：{row.name}"]


def test_a_refusal_carries_its_reason(session: Session, applicant: int) -> None:
    row = act(session, applicant, lambda inner, unit: refuse(inner, unit, actor=officer(), reason="执照看不清。"))
    assert (row.state, row.state_reason) == ("refused", "执照看不清。")
    message = session.scalars(select(OutboxMessage)).one()
    assert "执照看不清。" in message.payload["body"]


def test_a_refusal_needs_a_reason(session: Session, applicant: int) -> None:
    with pytest.raises(Invalid):
        act(session, applicant, lambda inner, unit: refuse(inner, unit, actor=officer(), reason=" "))


def test_another_citys_officer_sees_nothing(session: Session, applicant: int) -> None:
    with pytest.raises(NotFound):
        act(session, applicant, lambda inner, unit: verify(inner, unit, actor=officer(OTHER_CITY)))


def test_a_unit_does_not_verify_itself(session: Session, applicant: int) -> None:
    own = Actor(kind="user", roles=frozenset({Role.ENTERPRISE}), organization_ids=frozenset({applicant}))
    with pytest.raises(Forbidden):
        act(session, applicant, lambda inner, unit: verify(inner, unit, actor=own))


def test_a_suspended_unit_comes_back(session: Session, applicant: int) -> None:
    act(session, applicant, lambda inner, unit: verify(inner, unit, actor=officer()))
    row = act(session, applicant, lambda inner, unit: suspend(inner, unit, actor=officer(), reason="注销"))
    assert row.state == "suspended"
    row = act(session, applicant, lambda inner, unit: reinstate(inner, unit, actor=officer()))
    assert (row.state, row.state_reason) == ("verified", "")
