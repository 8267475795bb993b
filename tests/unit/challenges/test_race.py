"""A race: the cut is fixed before, the same for all, and says why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from matchmaker.challenges.models import Bid, Challenge, Mode
from matchmaker.challenges.services import race
from matchmaker.core.errors import Conflict, Invalid
from tests.unit.challenges.stage import Way

ROUND: dict[str, Any] = {"protocol": "同一试样，同一台设备。", "due_on": date(2027, 3, 1)}


def test_equal_points_at_the_edge_go_on_and_everybody_gets_a_reason(way: Way) -> None:
    runners = way.working(bids=3, mode=Mode.RACE, places=3)
    city = way.actor(way.officer)
    with pytest.raises(Invalid):
        way.do(race.fix_round, Challenge, **ROUND, actor=city)
    row = way.do(race.fix_round, Challenge, **ROUND, keep=1, actor=city)
    with pytest.raises(Conflict, match="上一轮"):
        way.do(race.fix_round, Challenge, **ROUND, keep=1, actor=city)
    points = dict(zip((bid.id for bid in runners), (90, 90, 80), strict=True))
    for wrong in ({}, {bid: (point, " ") for bid, point in points.items()}):
        with pytest.raises(Invalid):
            way.do(race.decide_round, row, wrong, actor=city)
    stay = way.do(race.decide_round, row, {bid: (point, "见报告。") for bid, point in points.items()}, actor=city)
    assert len(stay) == 2
    out = way.session.get_one(Bid, runners[2].id, populate_existing=True)
    assert (out.state, out.state_reason) == ("eliminated", "见报告。")
    with pytest.raises(Conflict):
        way.do(race.decide_round, row, {}, actor=city)
    assert [each.number for each in race.rounds_of(way.session, way.challenge)] == [1]


def test_one_team_alone_does_not_race(way: Way) -> None:
    way.working(bids=1)
    with pytest.raises(Conflict):
        way.do(race.fix_round, Challenge, **ROUND, keep=1, actor=way.actor(way.officer))
