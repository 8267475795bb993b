"""The council's roster, its composition against the city's rule, and appointing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from matchmaker.core import clock
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way

TODAY = clock.today()


def test_members_are_appointed_and_the_rule_is_measured(way: Way, visit_as: Callable[..., PageClient]) -> None:
    city, expert = visit_as(way.officer), visit_as(way.experts[0])
    assert "还没有委员" in expert.get("/council").text
    given = {"user_id": str(way.experts[0].id), "region_code": "340300", "background": "research"}
    late = {"starts_on": TODAY.isoformat(), "ends_on": (TODAY - timedelta(days=1)).isoformat()}
    assert "不能早于" in city.post("/council/new", {**given, **late}, 422).error_summary
    city.post("/council/new", {**given, "starts_on": TODAY.isoformat()})
    assert "共 1 人，企业人员 0 人" in city.follow().text
    assert "至少 1 人" in city.get("/council").text
    city.post("/council/new", {**given, "starts_on": TODAY.isoformat()}, 409)
    city.post("/council/new", {**given, "user_id": str(way.experts[1].id), "background": "enterprise"})
    assert "共 2 人，企业人员 1 人" in city.follow().text
    assert "符合" in city.get("/council").text
    change = min(
        path for path in city.get("/council").links.values() if path.startswith("/council/") and path != "/council/new"
    )
    expert.get(change, 403)
    visit_as(way.county).get(change, 404)
    ended = {"starts_on": (TODAY - timedelta(days=9)).isoformat(), "ends_on": (TODAY - timedelta(days=1)).isoformat()}
    city.post(change, ended)
    assert "不在任期" in city.follow().text
    assert "修改" not in visit_as(way.county).get("/council").text
