"""Who may be asked to judge, and what the pages read of a judging."""

from __future__ import annotations

from datetime import timedelta

from matchmaker.challenges.models import Challenge, CouncilMember, Stage
from matchmaker.challenges.queries import judging
from matchmaker.challenges.services import place
from matchmaker.core import clock
from matchmaker.core.authz import Role
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import CITY, make_member, make_user
from tests.unit.challenges.stage import Way


def test_experts_council_and_the_issuers_people_may_be_asked(way: Way) -> None:
    row = way.drafted().challenge
    everywhere = make_user(way.session, Role.EXPERT)
    elsewhere = make_user(way.session, Role.EXPERT, region_code="340400")
    sits, sat = make_member(way.session, way.teams[0]), make_member(way.session, way.teams[1])
    today = clock.today()
    terms = ((sits, None), (sat, today - timedelta(days=1)))

    rows = [
        CouncilMember(
            region_code=CITY,
            user_id=person.id,
            background="research",
            starts_on=today - timedelta(days=9),
            ends_on=end,
        )
        for person, end in terms
    ]
    transact(way.session, lambda inner: inner.add_all(rows))
    found = {each.user_id: each.source for each in judging.candidates(way.session, row)}
    assert found[everywhere.id] == found[way.experts[0].id] == judging.EXPERT
    assert found[sits.id] == judging.COUNCIL
    assert found[way.member.id] == judging.ISSUER
    assert not {elsewhere.id, sat.id, way.officer.id, way.members[0].id} & found.keys()


def test_sheets_are_read_together_or_not_at_all(way: Way) -> None:
    first, second = way.reviewing(bids=2)
    way.score(first, 80)
    assert judging.opened_sheets(way.session, way.challenge) == []
    seat = way.seats(Stage.REVIEW)[0]
    assert judging.scored_by(way.session, seat) == {first.id}
    assert [row.sheets for row in judging.panel_of(way.session, way.challenge)] == [1] * 5
    assert judging.placed_teams(way.session, way.challenge) == []
    way.score(second, 70)
    ranked = way.rank()
    assert len(judging.opened_sheets(way.session, way.challenge)) == 10
    assert [row.bid.id for row in judging.placed_teams(way.session, way.challenge)] == [ranked[0].id]
    way.do(place.publicise, Challenge, actor=way.actor(way.officer))
    assert [row.bid.id for row in judging.placed_teams(way.session, way.challenge)] == [ranked[0].id]
