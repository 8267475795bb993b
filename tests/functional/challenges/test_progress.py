"""What the public sees of a race that nobody wins."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.invariants import INVARIANTS
from matchmaker.challenges.models import BidState, WinnerRule
from matchmaker.config import Settings
from matchmaker.core import invariants
from tests.functional.challenges.race_stage import Race, fix_round, fix_rule, make_race, rows_of


@pytest.fixture
def race(app: Flask, session: Session, settings: Settings) -> Race:
    return make_race(app, session, settings)


def test_nobody_wins_and_the_race_closes_honestly(race: Race) -> None:
    fix_rule(race, WinnerRule.BEST)
    fix_round(race, cut="threshold", threshold="60")
    race.do("start-work")
    race.officer.post(race.at("race/results"), rows_of(race, {0: 10, 1: 20, 2: 59}))
    assert set(race.states()) == {BidState.ELIMINATED}
    race.do("conclude", "全部低于合格分。")
    for visitor in (race.officer, race.public):
        assert "没有团队" in visitor.get(race.at("acceptance" if visitor is race.officer else "progress")).text
    race.way.session.rollback()
    assert invariants.run(race.way.session, INVARIANTS) == []
