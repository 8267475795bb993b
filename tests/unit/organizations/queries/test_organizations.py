"""Who answers for a place, who acts for a unit."""

from datetime import timedelta

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.models import Deputy
from matchmaker.organizations.queries import members, officers_for
from tests.factories.accounts import CITY, add_role, make_member, make_officer, make_user
from tests.factories.organizations import make_organization

COUNTY = "340321"


def test_the_nearest_officers_are_asked_and_the_city_where_a_county_has_none(session: Session) -> None:
    city, county = make_officer(session), make_officer(session, COUNTY)
    assert officers_for(session, COUNTY) == [county.id]
    assert officers_for(session, "340322") == [city.id]


def test_a_deputy_is_asked_too(session: Session) -> None:
    officer, deputy = make_officer(session, COUNTY), make_officer(session, CITY)
    today = clock.today()
    row = Deputy(officer_id=officer.id, deputy_id=deputy.id, starts_on=today, ends_on=today)
    transact(session, lambda inner: inner.add(row))
    assert officers_for(session, COUNTY) == [officer.id, deputy.id]


def test_an_officer_whose_term_is_over_is_not_asked(session: Session) -> None:
    user = make_user(session)
    add_role(session, user, Role.OFFICER, region_code=COUNTY, ends_on=clock.today() - timedelta(days=1))
    assert officers_for(session, COUNTY) == []


def test_members_are_those_who_act_for_the_unit(session: Session) -> None:
    unit, other = make_organization(session), make_organization(session)
    member = make_member(session, unit)
    make_member(session, other)
    assert members(session, unit.id) == [member.id]
