"""A race is won by the rule that stood before it, and by nobody else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from matchmaker.challenges.models import Bid, BidState, Challenge, EqualPoints, Mode, RaceRule, WinnerRule
from matchmaker.challenges.queries.outcomes import in_front, rule_of
from matchmaker.challenges.services import conclude, pledge, race, race_rule
from matchmaker.core.errors import Conflict, Invalid, NotFound, StaleVersion
from matchmaker.core.unit_of_work import transact
from tests.factories.accounts import make_officer
from tests.unit.challenges.endgame import measure_bid, run_round
from tests.unit.challenges.stage import WAN, Way
from tests.unit.challenges.test_whole_way import pass_and_pay

BEST: dict[str, Any] = {"winner": WinnerRule.BEST, "equal_points": EqualPoints.CHEAPER}


def test_the_rule_stands_before_the_start_and_is_not_changed_after(way: Way) -> None:
    rows = way.signing(bids=2, mode=Mode.RACE, places=2)
    city = way.actor(way.officer)
    for bid in rows:
        way.sign(bid)
    with pytest.raises(Invalid, match="胜出规则"):
        way.do(pledge.start_work, Challenge, actor=city)
    with pytest.raises(Conflict, match="胜出规则"):
        way.do(race.fix_round, Challenge, protocol="同一试样。", due_on=date(2027, 3, 1), keep=1, actor=city)
    with pytest.raises(NotFound):
        way.do(race_rule.fix_rule, Challenge, **BEST, actor=way.actor(make_officer(way.session, "340400")))
    way.do(race_rule.fix_rule, Challenge, **BEST, actor=city)
    with pytest.raises(StaleVersion):
        way.do(race_rule.fix_rule, Challenge, **BEST, actor=city, version=9)
    way.do(race_rule.fix_rule, Challenge, **{**BEST, "winner": WinnerRule.FIRST}, actor=city, version=1)
    way.do(pledge.start_work, Challenge, actor=city)
    with pytest.raises(Conflict, match="开赛后"):
        way.do(race_rule.fix_rule, Challenge, **BEST, actor=city)
    row = rule_of(way.session, way.challenge_id)
    assert row is not None
    assert row.winner == WinnerRule.FIRST


def test_equal_points_are_parted_by_the_rule_and_the_first_must_be_judged_first(way: Way) -> None:
    rows = way.signing(bids=2, mode=Mode.RACE, places=2)
    way.rule()
    dear, cheap = rows
    city = way.actor(way.officer)
    for bid, amount in ((dear, 240 * WAN), (cheap, 180 * WAN)):
        way.sign(bid, amount=amount)
    way.do(pledge.start_work, Challenge, actor=city)
    run_round(way, 90, 90, keep=2)
    for bid in rows:
        pass_and_pay(way, bid)
    assert front(way, EqualPoints.EARLIER) == [dear.id, cheap.id]
    assert front(way, EqualPoints.CHEAPER) == [cheap.id, dear.id]
    way.do(conclude.start_acceptance, Challenge, actor=way.actor(way.county))
    for bid in rows:
        measure_bid(way, bid, met=bid is dear)
    won = {"reason": "达标。", "actor": city}
    with pytest.raises(Invalid, match="成绩在前"):
        way.do(conclude.conclude_bid, dear, BidState.PASSED, **won)
    with pytest.raises(Invalid, match="指标没有达到"):
        way.do(conclude.conclude_bid, cheap, BidState.PASSED, **won)
    with pytest.raises(Invalid, match="已有团队胜出"):
        way.do(conclude.conclude_bid, cheap, BidState.ELIMINATED, **won)
    way.do(conclude.conclude_bid, cheap, BidState.FAILED_DILIGENT, diligence="记录齐全。", **won)
    way.do(conclude.conclude_bid, dear, BidState.PASSED, **won)
    assert way.session.get_one(Bid, dear.id, populate_existing=True).state == BidState.PASSED


def front(way: Way, equal: EqualPoints) -> list[int]:
    """Who is in front were equal points parted so."""
    changed = update(RaceRule).values(equal_points=equal)
    transact(way.session, lambda inner: inner.execute(changed))
    rule = way.session.get_one(RaceRule, way.challenge_id, populate_existing=True)
    return in_front(way.session, way.challenge, rule)
