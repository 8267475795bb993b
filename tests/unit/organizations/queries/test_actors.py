"""Who somebody is today."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.services.sessions import open_session
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Deputy, OrganizationState
from matchmaker.organizations.queries import actor_of_token, actor_of_user
from tests.factories.accounts import CITY, add_role, make_member, make_officer, make_user
from tests.factories.base import MAKER
from tests.factories.organizations import make_organization
from tests.support.statements import count_statements

COUNTY, NEIGHBOUR = "340321", "340322"
DAY = timedelta(days=1)


def entered(session: Session, user: User) -> Actor | None:
    token = transact(session, lambda inner: open_session(inner, user.id))
    return actor_of_token(session, token)


def stand_in(session: Session, officer: User, deputy: User, first: date, last: date) -> None:
    row = Deputy(officer_id=officer.id, deputy_id=deputy.id, starts_on=first, ends_on=last)
    transact(session, lambda inner: inner.add(row))


@pytest.mark.parametrize(("first", "last", "covers"), [(0, 0, True), (-3, 3, True), (1, 5, False), (-5, -1, False)])
def test_a_deputy_has_the_officers_region_on_those_days(
    session: Session, first: int, last: int, *, covers: bool
) -> None:
    officer, deputy = make_officer(session, COUNTY), make_officer(session, NEIGHBOUR)
    stand_in(session, officer, deputy, clock.today() + first * DAY, clock.today() + last * DAY)
    actor = entered(session, deputy)
    assert actor is not None
    assert actor.covers(COUNTY) is covers
    assert actor.covers(NEIGHBOUR)


def test_a_deputy_decides_for_the_officer_only_as_an_officer(session: Session) -> None:
    bureau = make_organization(session)
    officer = make_officer(session, COUNTY, organization=bureau)
    add_role(session, officer, Role.LEADER, region_code=CITY)
    deputy = make_officer(session, NEIGHBOUR)
    stand_in(session, officer, deputy, clock.today(), clock.today())
    actor = actor_of_user(session, deputy)
    assert (actor.roles, actor.organization_ids) == (frozenset({Role.OFFICER}), frozenset())
    assert actor.region_codes == {COUNTY, NEIGHBOUR}


def test_a_suspended_officer_lends_no_rights(session: Session) -> None:
    officer, deputy = make_officer(session, COUNTY), make_officer(session, NEIGHBOUR)
    stand_in(session, officer, deputy, clock.today(), clock.today())
    suspend(session, officer)
    assert actor_of_user(session, deputy).region_codes == {NEIGHBOUR}


def suspend(session: Session, user: User) -> None:
    transact(
        session,
        lambda inner: ACCOUNT.apply(inner, inner.get_one(User, user.id), "suspend", actor=MAKER, reason="离岗"),
    )


def test_suspension_acts_on_the_next_look(session: Session) -> None:
    user = make_officer(session)
    token = transact(session, lambda inner: open_session(inner, user.id))
    suspend(session, user)
    assert session.get_one(User, user.id).state == UserState.SUSPENDED
    assert actor_of_token(session, token) is None


def test_a_role_counts_only_within_its_term(session: Session) -> None:
    user = make_user(session)
    add_role(session, user, Role.EXPERT, starts_on=clock.today() + DAY)
    add_role(session, user, Role.LEADER, region_code=CITY, ends_on=clock.today() - DAY)
    assert actor_of_user(session, user).roles == frozenset()


def test_a_suspended_organisation_takes_its_members_their_rights(session: Session) -> None:
    unit = make_organization(session)
    member = make_member(session, unit)
    assert actor_of_user(session, member).organization_ids == {unit.id}
    gone = make_organization(session, state=OrganizationState.SUSPENDED)
    member = make_member(session, gone)
    actor = actor_of_user(session, member)
    assert (actor.roles, actor.organization_ids) == (frozenset(), frozenset())


def test_a_session_ends_after_its_time(session: Session) -> None:
    user = make_user(session)
    token = transact(session, lambda inner: open_session(inner, user.id))
    with clock.frozen(clock.now() + timedelta(hours=13)):
        assert actor_of_token(session, token) is None


def test_one_statement_tells_all(session: Session) -> None:
    officer, deputy = make_officer(session, COUNTY), make_officer(session, NEIGHBOUR)
    stand_in(session, officer, deputy, clock.today(), clock.today())
    token = transact(session, lambda inner: open_session(inner, deputy.id))
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    with count_statements(engine) as counted:
        actor_of_token(session, token)
    assert counted.count == 1
