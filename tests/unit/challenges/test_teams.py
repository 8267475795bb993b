"""The rounds of a race with everybody's result."""

from __future__ import annotations

from matchmaker.challenges.models import Mode
from matchmaker.challenges.queries.teams import rounds_with_results, teams_of
from tests.unit.challenges.endgame import run_round
from tests.unit.challenges.stage import Way


def test_rounds_come_in_order_with_the_results_of_all_who_ran(way: Way) -> None:
    runners = sorted(way.working(bids=3, mode=Mode.RACE, places=3), key=lambda bid: bid.position)
    run_round(way, 90, 80, 70, keep=2)
    run_round(way, 60, 95, threshold=50)
    first, second = rounds_with_results(way.session, way.challenge)
    assert (first.round.number, first.stayed, len(first.results)) == (1, 2, 3)
    assert {bid: row.points for bid, row in second.results.items()} == {runners[0].id: 60, runners[1].id: 95}
    assert first.is_decided
    assert [team.works for team in teams_of(way.session, way.challenge)] == [True, True, False]
