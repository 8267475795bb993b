"""The working page of a challenge, for those who work with it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.models import ChallengeState
from matchmaker.config import Settings
from tests.factories.accounts import make_officer
from tests.support.page_client import PageClient, Value
from tests.unit.challenges.stage import Way, make_way


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    return make_way(session, settings.data_dir)


def address(way: Way, action: str = "") -> str:
    return f"/challenges/{way.challenge_id}/" + (f"actions/{action}" if action else "case")


def test_the_issuer_submits_from_the_working_page_and_the_county_returns_it(app: Flask, way: Way) -> None:
    way.drafted()
    issuer, county = PageClient(app).sign_in(way.member), PageClient(app).sign_in(way.county)
    assert address(way, "submit") in issuer.get(address(way)).links.values()
    issuer.post(address(way, "submit"), {"version": way.challenge.version})
    assert way.challenge.state == ChallengeState.COLLECTING
    given: dict[str, Value] = {"version": way.challenge.version, "reason": "指标没有写检测方法。"}
    county.post(address(way, "return"), given)
    assert way.challenge.state == ChallengeState.DRAFT


def test_acts_of_the_city_look_missing_to_a_county(app: Flask, way: Way) -> None:
    way.argued()
    county, city = PageClient(app).sign_in(way.county), PageClient(app).sign_in(way.officer)
    assert "否决" not in county.get(address(way)).text
    assert "否决" in city.get(address(way)).text
    county.get(address(way, "veto"), 404)


def test_another_city_finds_nothing(app: Flask, session: Session, way: Way) -> None:
    way.drafted()
    stranger = PageClient(app).sign_in(make_officer(session, "340400"))
    stranger.get(address(way), 404)
    stranger.get(address(way, "return"), 404)
