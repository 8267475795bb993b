"""The people and organisations of the demo city."""

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.cli.seed import people, source
from matchmaker.config import Settings
from matchmaker.core.authz import Role
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.organizations.models import Organization, RoleGrant
from matchmaker.scouting.models import Assignment, ScoutKind, ScoutProfile


@pytest.fixture
def city(demo_city: Settings) -> Iterator[Session]:
    engine = make_engine(demo_city.database_url)
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


def test_every_organisation_of_the_data_is_there_with_somebody_to_act_for_it(city: Session) -> None:
    rows = [*source.rows("organizations_enterprise"), *source.rows("organizations_research")]
    assert {row["name"] for row in rows} <= set(city.scalars(select(Organization.name)))
    acting = set(city.scalars(select(RoleGrant.organization_id)))
    without = city.scalars(select(Organization.name).where(Organization.kind != "bureau", ~Organization.id.in_(acting)))
    assert list(without) == []


def test_every_role_is_held_by_somebody(city: Session) -> None:
    assert set(city.scalars(select(RoleGrant.role))) == {role.value for role in Role if role is not Role.LINK}


def test_every_region_with_records_has_an_officer_who_is_a_person(city: Session) -> None:
    regions = set(city.scalars(select(Organization.region_code).where(Organization.region_code.startswith("3403"))))
    assert [code for code in sorted(regions) if people.officer_of(city, code).is_system] == []


def test_scouts_have_fixed_contacts(city: Session) -> None:
    assert city.scalars(select(Assignment.id)).first() is not None


def test_the_roster_holds_every_kind_with_its_hosts(city: Session) -> None:
    roster = city.scalars(select(ScoutProfile)).all()
    assert {each.kind for each in roster} == set(ScoutKind)
    assert all(each.host for each in roster if each.kind in {ScoutKind.CHAIN_SPECIALIST, ScoutKind.ENVOY})
