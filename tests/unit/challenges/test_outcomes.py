"""What a team signed for, was paid, and is owed; and the team as the pages tell of it."""

from __future__ import annotations

from matchmaker.challenges.queries.outcomes import all_passed, owed_to, paid_to, signed_pledge, unsettled
from matchmaker.challenges.queries.teams import rounds_with_results, teams_of
from matchmaker.challenges.services import milestone
from matchmaker.core import clock
from tests.unit.challenges.stage import WAN, Way


def test_money_follows_the_milestones(way: Way) -> None:
    [bid] = way.working(bids=1)
    first, second = way.milestones()
    city = way.actor(way.officer)
    for row in (first, second):
        way.do(milestone.report, row, "已完成。", actor=way.team_of(row))
        assert not all_passed(way.session, bid.id)
        way.review(row)
    assert all_passed(way.session, bid.id)
    assert [row.position for row in owed_to(way.session, bid.id)] == [1, 2]
    way.do(milestone.pay, first, amount=70 * WAN, paid_on=clock.today(), actor=city)
    assert [row.position for row in owed_to(way.session, bid.id)] == [2]
    assert paid_to(way.session, bid.id) == 70 * WAN
    signed = signed_pledge(way.session, bid.id)
    assert signed is not None
    [team] = teams_of(way.session, way.challenge)
    assert (team.bid.id, team.pledge.id, team.paid, team.rest) == (bid.id, signed.id, 70 * WAN, 130 * WAN)
    assert team.works
    assert team.has_met_all
    assert teams_of(way.session, way.challenge, bid_id=bid.id + 1) == []
    assert rounds_with_results(way.session, way.challenge) == []
    assert unsettled(way.session, way.challenge) == []
