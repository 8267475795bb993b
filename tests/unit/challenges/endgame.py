"""Steps of the last part of a challenge's way: rounds of a race, and the test in the field."""

from __future__ import annotations

from typing import Any

from matchmaker.challenges.models import Bid, BidState, Challenge
from matchmaker.challenges.queries import bids_of
from matchmaker.challenges.services import field_test, race
from matchmaker.core import clock
from tests.unit.challenges.stage import Way


def run_round(way: Way, *points: int, **cut: int) -> list[Bid]:
    """A round of the race: the runners in the opening's order get ``points``; who goes on."""
    actor = way.actor(way.officer)
    given: dict[str, Any] = {"protocol": "同一试样，同一台设备。", "due_on": clock.today(), **cut, "actor": actor}
    current = way.do(race.fix_round, Challenge, **given)
    runners = bids_of(way.session, way.challenge, [BidState.UNDERTAKING])
    results = {bid.id: (point, "见检测记录。") for bid, point in zip(runners, points, strict=True)}
    return way.do(race.decide_round, current, results, actor=actor)


def measure_bid(way: Way, bid: Bid, *, met: bool = True) -> None:
    """The team's work was tested where it is used."""
    record = field_test.Protocol(
        tested_on=clock.today(),
        place="二号产线",
        final_users="涂布车间",
        third_party="测试检测中心",
        course="连续运行七十二小时，逐项检测。",
        findings={each.id: field_test.Measured("118", is_met=met) for each in way.challenge.indicators},
    )
    way.do(field_test.record_field_test, bid, record, actor=way.actor(way.officer))
