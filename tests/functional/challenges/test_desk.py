"""The lists of those who work on challenges, and what reaches their workbench."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge
from matchmaker.challenges.services import question
from matchmaker.core.authz import Role
from tests.factories.accounts import CITY, make_officer, make_user
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


def test_each_sees_what_waits_for_them(app: Flask, session: Session, way: Way) -> None:
    way.argued()
    leader = PageClient(app).sign_in(make_user(session, Role.LEADER, region_code=CITY))
    county, city = PageClient(app).sign_in(way.county), PageClient(app).sign_in(way.officer)
    issuer, case = PageClient(app).sign_in(way.member), f"/challenges/{way.challenge_id}/case"
    assert case in county.get("/challenges/desk").links.values()
    assert case not in county.get("/challenges/desk?due=mine").links.values()
    for person in (leader, city):
        beside = set(person.get("/challenges/desk").links.values())
        assert {"/bottlenecks", "/council", "/appeals"} <= beside
        assert case in person.get("/challenges/desk?due=mine&state=argued", max_statements=8).links.values()
        assert case in person.get("/workbench").links.values()
    assert case not in county.get("/workbench").links.values()
    assert "市科技局" in issuer.get("/my/challenges").text
    stranger = PageClient(app).sign_in(make_officer(session, "340400"))
    assert "还没有榜题" in stranger.get("/challenges/desk").text
    PageClient(app).sign_in(way.members[0]).get("/challenges/desk", 403)


def test_questions_wait_for_the_issuer_and_the_opening_for_named_officers(app: Flask, way: Way) -> None:
    way.receiving()
    way.do(question.ask, Challenge, "接受联合体吗？", actor=way.actor(way.members[0]))
    issuer, place = PageClient(app).sign_in(way.member), f"/challenges/{way.challenge_id}"
    assert f"{place}#questions" in issuer.get("/workbench").links.values()
    way.close()
    named = PageClient(app).sign_in(way.holders[0])
    assert f"{place}/case" in named.get("/workbench").links.values()
    way.authorize(0)
    assert f"{place}/case" not in named.get("/workbench").links.values()
