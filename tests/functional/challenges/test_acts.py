"""The page of one plain step: what it needs, the reason, and refusals."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.models import ChallengeState
from matchmaker.config import Settings
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way, make_way


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    return make_way(session, settings.data_dir)


def address(way: Way, action: str = "") -> str:
    return f"/challenges/{way.challenge_id}/" + (f"actions/{action}" if action else "case")


def test_a_step_says_what_is_missing_and_keeps_the_reason(app: Flask, way: Way) -> None:
    way.drafted()
    county = PageClient(app).sign_in(way.county)
    issuer = PageClient(app).sign_in(way.member)
    issuer.post(address(way, "submit"), {"version": way.challenge.version})
    refused = county.post(address(way, "return"), {"version": way.challenge.version}, 422)
    assert "请写明理由" in refused.error_summary
    assert way.challenge.state == ChallengeState.COLLECTING


def test_a_step_whose_time_has_not_come_is_not_offered(app: Flask, way: Way) -> None:
    way.drafted()
    county = PageClient(app).sign_in(way.county)
    assert "终止" not in county.get(address(way)).text
    county.get(address(way, "argue"), 409)
