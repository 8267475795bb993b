"""Who meets all indicators first is in front, once it is seen and if that is how the race is won."""

from __future__ import annotations

from typing import Any

import pytest

from matchmaker.challenges.models import BidState, Challenge, Mode, WinnerRule
from matchmaker.challenges.queries.outcomes import finishes_of, in_front, rule_of
from matchmaker.challenges.services import conclude, finish_early
from matchmaker.core.errors import Conflict, Invalid
from tests.unit.challenges.endgame import measure_bid
from tests.unit.challenges.stage import Way
from tests.unit.challenges.test_whole_way import pass_and_pay


def test_finishes_count_in_their_order_and_the_next_follows_when_the_first_fails(way: Way) -> None:
    first, second = way.working(bids=2, winner=WinnerRule.FIRST, mode=Mode.RACE, places=2)
    city = way.actor(way.officer)
    given: dict[str, Any] = {"finding": "检测报告一号。", "actor": city}
    with pytest.raises(Conflict, match="节点"):
        way.do(finish_early.finish_early, first, **given)
    for bid in (first, second):
        pass_and_pay(way, bid)
    with pytest.raises(Invalid):
        way.do(finish_early.finish_early, second, finding=" ", actor=city)
    way.do(finish_early.finish_early, second, **given)
    with pytest.raises(Conflict, match="已登记"):
        way.do(finish_early.finish_early, second, **given)
    way.do(conclude.start_acceptance, Challenge, actor=way.actor(way.county))
    measure_bid(way, first)
    with pytest.raises(Invalid, match="最先达到"):
        way.do(conclude.conclude_bid, first, BidState.PASSED, reason="达标。", actor=city)
    way.do(finish_early.finish_early, first, **given)
    assert [row.bid_id for row in finishes_of(way.session, way.challenge_id)] == [second.id, first.id]
    way.do(conclude.conclude_bid, second, BidState.FAILED_NEGLIGENT, reason="数据不实。", actor=city)
    rule = rule_of(way.session, way.challenge_id)
    assert rule is not None
    assert in_front(way.session, way.challenge, rule) == [first.id]
    way.do(conclude.conclude_bid, first, BidState.PASSED, reason="达标。", actor=city)


def test_a_race_for_the_best_knows_no_finish(way: Way) -> None:
    runner, _other = way.working(bids=2, mode=Mode.RACE, places=2)
    with pytest.raises(Conflict, match="先达标者胜"):
        way.do(finish_early.finish_early, runner, finding="检测报告。", actor=way.actor(way.officer))
