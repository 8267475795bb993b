"""Councils: who may sit, and the composition by the city's rule (domain, test vectors)."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

import pytest

from matchmaker.challenges.models import Background, CouncilMember
from matchmaker.challenges.queries.council import council, council_regions, experts, sits_today
from matchmaker.challenges.queries.panels import gauge
from matchmaker.challenges.services.council import change_member, seat_member
from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.errors import Conflict, Invalid, NotFound, StaleVersion
from tests.factories.accounts import CITY, make_user
from tests.unit.challenges.stage import Way

TODAY = clock.today()
ENTERPRISE, RESEARCH = Background.ENTERPRISE, Background.RESEARCH


@pytest.mark.parametrize(
    ("members", "theirs", "least", "needed", "holds"),
    [(10, 5, "1/2", 5, True), (10, 4, "1/2", 5, False), (9, 3, "1/3", 3, True), (9, 2, "1/3", 3, False)],
)
def test_the_vectors(members: int, theirs: int, least: str, needed: int, holds: bool) -> None:  # noqa: FBT001 - a table
    measured = gauge([ENTERPRISE] * theirs + [RESEARCH] * (members - theirs), Fraction(least))
    assert (measured.theirs, measured.needed, measured.holds) == (theirs, needed, holds)


def test_members_are_experts_of_the_city_and_their_terms_run(way: Way) -> None:
    officer, county = way.actor(way.officer), way.actor(way.county)
    away = make_user(way.session, Role.EXPERT, region_code="340400")
    first = way.experts[0].id
    for user_id, background, ends, field in (
        (away.id, ENTERPRISE, None, "user_id"),
        (first, Background.FINAL_USER, None, "background"),
        (first, RESEARCH, TODAY - timedelta(days=1), "ends_on"),
    ):
        with pytest.raises(Invalid) as caught:
            way.do(seat_member, CITY, user_id, background, TODAY, ends, actor=officer)
        assert list(caught.value.fields) == [field]
    with pytest.raises(NotFound):
        way.do(seat_member, CITY, first, ENTERPRISE, TODAY, None, actor=county)
    member = way.do(seat_member, CITY, first, ENTERPRISE, TODAY, None, actor=officer)
    with pytest.raises(Conflict):
        way.do(seat_member, CITY, first, RESEARCH, TODAY, None, actor=officer)
    assert [(row.user_id, sits_today(row)) for row, _user in council(way.session, [CITY])] == [(first, True)]

    def change(version: int | None) -> None:
        yesterday = TODAY - timedelta(days=1)
        way.do(
            lambda inner: change_member(
                inner,
                inner.get_one(CouncilMember, member.id),
                RESEARCH,
                yesterday,
                yesterday,
                actor=officer,
                version=version,
            )
        )

    with pytest.raises(StaleVersion):
        change(99)
    change(None)
    [(row, _user)] = council(way.session, [CITY])
    way.session.refresh(row)
    assert (row.background, sits_today(row)) == ("research", False)


def test_experts_of_the_province_and_the_counties_serve_the_city_too(way: Way) -> None:
    near = make_user(way.session, Role.EXPERT, region_code="340304")
    above = make_user(way.session, Role.EXPERT, region_code="340000")
    away = make_user(way.session, Role.EXPERT, region_code="340400")
    found = {each.id for each in experts(way.session, "340304")}
    free = make_user(way.session, Role.EXPERT)
    assert free.id in {each.id for each in experts(way.session, "340304")}, "bound to no region"
    assert {near.id, above.id, way.experts[0].id} <= found
    assert away.id not in found
    assert CITY in council_regions(way.session, [CITY])
    assert "340304" not in council_regions(way.session, [CITY])
