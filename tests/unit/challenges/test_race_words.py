"""A race in words."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from matchmaker.challenges.models import Bid, BidState, Challenge, ChallengeState, Pledge, RaceRound, RaceRule
from matchmaker.challenges.queries.teams import RoundOf, Team
from matchmaker.challenges.race_words import alias, cut_words, next_step
from matchmaker.core import clock

S = ChallengeState
BEST, FIRST = RaceRule(winner="best"), RaceRule(winner="first")


def team(state: str, to_pass: int = 1) -> Team:
    return Team(Bid(state=state), "甲队", Pledge(amount=1), 0, to_pass, None, None, None, None)


def a_round(*, decided: bool) -> RoundOf:
    row = RaceRound(number=1, due_on=date(2027, 3, 1), keep=2, decided_at=clock.now() if decided else None)
    return RoundOf(row, {})


RUNS, OUT = team(BidState.UNDERTAKING), team(BidState.ELIMINATED)


@pytest.mark.parametrize(
    ("state", "rule", "rounds", "teams", "endpoint"),
    [
        (S.RECEIVING, None, [], [], "challenges.race_rule"),
        (S.RECEIVING, BEST, [], [], ""),
        (S.SIGNING, BEST, [], [RUNS], "challenges.race_round"),
        (S.SIGNING, BEST, [a_round(decided=False)], [RUNS], ""),
        (S.WORKING, BEST, [a_round(decided=False)], [RUNS], "challenges.race_results"),
        (S.WORKING, BEST, [a_round(decided=True)], [RUNS], "challenges.race_round"),
        (S.WORKING, FIRST, [], [team(BidState.UNDERTAKING, 0)], ""),
        (S.WORKING, BEST, [a_round(decided=True)], [OUT], "challenges.case"),
        (S.ACCEPTING, BEST, [], [RUNS], "challenges.acceptance"),
        (S.SETTLED, BEST, [], [OUT], ""),
        (S.SETTLED, BEST, [], [team(BidState.PASSED)], "challenges.acceptance"),
    ],
)
def test_one_step_comes_next(
    app: Flask, state: str, rule: RaceRule | None, rounds: list[RoundOf], teams: list[Team], endpoint: str
) -> None:
    with app.test_request_context():
        step = next_step(Challenge(state=state), rule, rounds, teams)
    assert step.endpoint == endpoint
    assert step.words


def test_cuts_and_aliases_are_said_in_words(app: Flask) -> None:
    with app.test_request_context():
        assert cut_words(RaceRound(keep=2)) == "取前 2 名，同分的一并进入下一轮"
        assert cut_words(RaceRound(threshold=0)) == "0 分及以上进入下一轮"
        assert [alias(place) for place in (0, 9, 10)] == ["团队甲", "团队癸", "团队甲2"]
