"""Who decides about a contract: the city, or the issuer that pays alone."""

from __future__ import annotations

from flask import Flask

from matchmaker.challenges.models import Challenge, Profile
from matchmaker.challenges.services import place
from tests.support.page_client import PageClient
from tests.unit.challenges.conftest import way
from tests.unit.challenges.stage import Way

__all__ = ["way"]


def test_the_issuer_draws_and_signs_where_it_pays_alone(app: Flask, way: Way) -> None:
    [bid] = way.qualified(bids=1, profile=Profile.ENTERPRISE)
    way.do(place.choose, Challenge, [bid.id], reason="更合适。", actor=way.actor(way.member))
    here = f"/bids/{bid.id}/pledge"
    issuer, team = PageClient(app).sign_in(way.member), PageClient(app).sign_in(way.member_of(bid))
    form = issuer.get(f"{here}/draw")
    assert "丙方" not in form.text
    issuer.submit(form, {"starts_on": "2026-01-01"})
    assert "丙方" not in issuer.get(here).text
    for client in (issuer, team):
        client.submit(client.get(here), button="确认这一版")
    assert "登记签订" in issuer.get(here).text
    assert "登记签订" not in team.get(here).text
    team.get(f"{here}/sign", 409 if way.member_of(bid) is way.member else 403)


def test_where_the_city_decides_the_issuer_is_told_so(app: Flask, way: Way) -> None:
    bid = way.paying()
    issuer = PageClient(app).sign_in(way.member)
    for page in ("pledge/draw", "pledge/sign", "milestones/1/review", "milestones/1/payment", "stop"):
        assert "科技局办理" in issuer.get(f"/bids/{bid.id}/{page}", 409).text
    issuer.get(f"/bids/{bid.id}/milestones/9", 404)
