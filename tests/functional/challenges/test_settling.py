"""Teams that leave, are overtaken or stopped are settled; who met all indicators first wins."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.models import BidState, ChallengeState, WinnerRule
from matchmaker.config import Settings
from matchmaker.core import clock
from tests.functional.challenges.race_stage import Race, fix_rule, make_race, measure
from tests.unit.challenges.test_whole_way import pass_and_pay


@pytest.fixture
def race(app: Flask, session: Session, settings: Settings) -> Race:
    return make_race(app, session, settings)


def test_the_first_to_meet_all_indicators_wins_and_the_rest_go_home_paid(race: Race) -> None:
    fix_rule(race, WinnerRule.FIRST)
    race.do("start-work")
    pass_and_pay(race.way, race.bid(1))
    assert "登记达标" in race.officer.get(race.at("race")).text
    assert race.of(0, "finish") not in [form.action for form in race.officer.get(race.of(0, "finish")).forms]
    race.officer.post(race.of(1, "finish"), {"finding": "第三方报告二号。"})
    race.teams[2].post(race.of(2, "give-up"), {"reason": "团队骨干调离。"})
    race.do("accept")
    measure(race, 1)
    race.officer.post(race.of(1, "conclusion"), {"outcome": "passed", "reason": "最先达标。"})
    race.officer.post(race.of(0, "conclusion"), {"outcome": "eliminated", "reason": "已有团队先达标。"})
    assert race.states() == [BidState.ELIMINATED, BidState.PASSED, BidState.WITHDRAWN]
    race.do("conclude", "最先达标的团队胜出。")
    held = race.officer.get(race.at("case")).text
    assert "淘汰、退出的团队都已结算付清" in held
    for team in (0, 2):
        given = {"value": "0", "agreed_on": clock.today().isoformat(), "reason": "没有可计价的工作。"}
        race.officer.post(race.of(team, "settlement"), given)
    race.do("settle", "付清。")
    assert race.way.challenge.state == ChallengeState.SETTLED


def test_a_race_that_is_stopped_is_settled_with_every_team(race: Race) -> None:
    fix_rule(race, WinnerRule.BEST)
    race.do("start-work")
    race.do("terminate", "产线关停。")
    assert set(race.states()) == {BidState.STOPPED}
    given = {"value": "30", "agreed_on": clock.today().isoformat(), "reason": "按进度计价。"}
    race.officer.post(race.of(0, "settlement"), given)
    assert "30.00 万元" in race.teams[0].get(race.of(0, "progress")).text
