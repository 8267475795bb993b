from datetime import timedelta

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.scouting.queries.coverage import coverage
from tests.factories.accounts import make_scout
from tests.factories.organizations import make_university
from tests.factories.scouting import make_assignment, make_contact, make_profile

CITY = ["340300"]


def test_a_platform_nobody_looks_after_is_named(session: Session) -> None:
    unit = make_university(session)
    assert [each.id for each in coverage(session, CITY).uncovered] == [unit.id]


def test_a_contact_long_ago_has_lapsed_and_a_recent_one_not(session: Session) -> None:
    scout = make_scout(session)
    make_profile(session, scout)
    fresh, stale = make_university(session), make_university(session)
    long_ago = clock.today() - timedelta(days=200)
    for unit in (fresh, stale):
        make_assignment(session, scout, unit, starts_on=long_ago)
    make_contact(session, scout, fresh)
    make_contact(session, scout, stale, happened_on=long_ago)
    found = coverage(session, CITY)
    assert {platform: cell.is_stale for (platform, _scout), cell in found.cells.items()} == {
        fresh.id: False,
        stale.id: True,
    }
    assert found.stale == 1
    assert found.uncovered == []


def test_a_county_short_of_its_yearly_number_is_named(session: Session) -> None:
    make_profile(session, region_code="340302")
    short = {each.name: (each.have, each.wanted) for each in coverage(session, ["340302"]).short}
    assert list(short.values()) == [(1, 2)]
