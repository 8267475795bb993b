"""拟发榜: the rule is shown with its source, and each shortfall is told at its field."""

from __future__ import annotations

from collections.abc import Callable

from matchmaker.challenges.models import Profile
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


def test_the_city_approves_by_its_rule(way: Way, visit_as: Callable[..., PageClient]) -> None:
    way.argued()
    city, page = visit_as(way.officer), f"/challenges/{way.challenge_id}/approval"
    visit_as(way.county).get(page, 404)
    shown = city.get(page)
    assert "赣州" in shown.text
    assert "400.00 万元" in shown.text
    bad = {"mode": "race", "places": "2", "own_funds": "399", "criteria-0-weight": "61"}
    told = city.post(page, bad, 422)
    for words in ("难度大、风险大的理由", "不少于 400 万元", "合计须为 100"):
        assert words in told.error_summary
    assert told.form("审定").value("own_funds") == "399"
    city.post(page, {"mode": "race", "places": "2", "race_reason": "技术路线不明，风险大。", "reward": "320"})
    assert "拟发榜" in city.follow().text
    assert (way.challenge.places, way.challenge.reward) == (2, 320_000_000)
    city.get(page, 409)


def test_the_county_agrees_to_a_firms_own_challenge(way: Way, visit_as: Callable[..., PageClient]) -> None:
    way.argued(Profile.ENTERPRISE)
    county, page = visit_as(way.county), f"/challenges/{way.challenge_id}/own-approval"
    assert "不适用财政资金" in county.get(page).text
    added = county.post(page, {}, 200, button="添加一行评分项")
    assert added.form("审定").value("criteria-2-name") == ""
    county.post(page, {"mode": "single", "criteria-0-weight": ""}, 422)
    county.post(page, {"mode": "single"})
    assert way.challenge.state == "approved"
