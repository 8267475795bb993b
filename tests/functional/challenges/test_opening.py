"""Two named officers release the opening; before the deadline there is nothing to see."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from tests.functional.challenges.visits import here, visit
from tests.unit.challenges.stage import Way, make_way


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    return make_way(session, settings.data_dir)


def test_two_officers_release_and_are_told_the_command(app: Flask, way: Way) -> None:
    way.receiving()
    first, second = (visit(app, way.holders[each]) for each in (0, 1))
    assert "截止以后才能授权启封" in first.get(here(way, "opening"), max_statements=8).text
    first.forge(here(way, "opening"), status=409)
    way.bid(0)
    way.close()
    first.post(here(way, "opening"), {}, form=here(way, "opening"))
    waiting = first.follow()
    assert "challenge open" not in waiting.text
    assert "您已授权" in waiting.text
    second.post(here(way, "opening"), {}, form=here(way, "opening"))
    named = sorted(holder.login for holder in way.holders[:2])
    command = f"matchmaker challenge open {way.challenge_id} --officer {named[0]} --officer {named[1]}"
    assert command in second.follow().text
    visit(app, way.officer).get(here(way, "opening"), 404)
    visit(app, way.member).get(here(way, "opening"), 403)
    way.open()
    assert "已经启封" in first.get(here(way, "opening")).text
