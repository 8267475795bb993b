"""A county's own line: its people by kind, its platforms, its agencies, with the zones that lie in it."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.organizations.models import OrganizationKind
from matchmaker.scouting.models import ScoutKind
from matchmaker.scouting.queries.coverage import coverage
from tests.factories.accounts import make_scout
from tests.factories.organizations import make_organization, make_university
from tests.factories.scouting import make_assignment, make_profile


def test_what_lies_in_a_countys_zone_counts_for_the_county_and_a_citys_zone_stands_by_itself(session: Session) -> None:
    scout = make_scout(session)
    make_profile(session, scout, kind="envoy", region_code="340321-Z1")
    make_profile(session, make_scout(session), kind="envoy", region_code="340321")
    make_profile(session, make_scout(session), kind="broker", region_code="340300-Z1")
    looked_after, _alone = (make_university(session, region_code="340321") for _each in range(2))
    make_assignment(session, scout, looked_after)
    make_organization(session, OrganizationKind.AGENCY, region_code="340321-Z1")
    found = {each.agencies.code: each for each in coverage(session, ["340300"]).places}
    assert "340321-Z1" not in found
    county, zone = found["340321"], found["340300-Z1"]
    assert (county.people[ScoutKind.ENVOY], county.platforms, county.covered) == (2, 2, 1)
    assert (county.agencies.have, county.agencies.is_lacking) == (1, False)
    assert (zone.people[ScoutKind.BROKER], zone.agencies.is_lacking) == (1, False)
    assert found["340302"].agencies.is_lacking
