"""A refused form comes back whole, as 422, with a fresh key."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Mode
from matchmaker.challenges.queries.outcomes import rule_of
from matchmaker.config import Settings
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import make_way


def test_a_refused_form_keeps_what_was_typed_and_can_be_sent_again(
    app: Flask, session: Session, settings: Settings
) -> None:
    way = make_way(session, settings.data_dir).approved(mode=Mode.RACE, places=2)
    county = PageClient(app).sign_in(way.county)
    address = f"/challenges/{way.challenge_id}/race/rule"
    assert address in county.get(f"/challenges/{way.challenge_id}/race").links.values()
    refused = county.post(address, {"winner": "best"}, 422)
    assert "请选择同分时谁在前" in refused.error_summary
    before = dict(refused.form(action=address).values)
    assert before["winner"] == "best"
    county.submit(refused, {"equal_points": "cheaper"}, action=address)
    rule = rule_of(session, way.challenge_id)
    assert rule is not None
    assert (rule.winner, rule.equal_points) == ("best", "cheaper")
