"""申诉: raised against a decision, found upon by the city, told to whom it concerns."""

from __future__ import annotations

from collections.abc import Callable

from matchmaker.challenges.models import Challenge
from matchmaker.challenges.services import argue, qualify
from tests.support.page_client import PageClient
from tests.support.preparing import submitted
from tests.unit.challenges.stage import Way


def test_an_issuer_appeals_a_veto_and_the_city_finds(way: Way, visit_as: Callable[..., PageClient]) -> None:
    submitted(way)
    issuer, city = visit_as(way.member), visit_as(way.officer)
    page = f"/challenges/{way.challenge_id}/appeal"
    issuer.get(page, 409)
    way.do(argue.veto, Challenge, reason="不属于共性难题。", actor=way.actor(way.officer))
    assert issuer.get(f"/challenges/{way.challenge_id}/case").links["提出申诉"] == page
    assert "不属于共性难题" in issuer.get(page).text
    issuer.post(page, {"reason": " "}, 422)
    issuer.post(page, {"reason": "产业链上有十余家企业需要。"})
    appeal = issuer.follow().path
    issuer.post(page, {"reason": "再申诉一次。"}, 409)
    assert appeal in city.get("/appeals").links.values()
    visit_as(way.county).get(appeal, 404)
    issuer.get(f"{appeal}/uphold", 403)
    told = city.post(f"{appeal}/uphold", {"finding": "查明属实。", "consequences": ""}, 422)
    assert "请写明处理结果" in told.error_summary
    city.post(f"{appeal}/uphold", {"finding": "查明属实。", "consequences": "企业可重新提交。"})
    assert "企业可重新提交" in issuer.get(appeal).text
    city.post(f"{appeal}/dismiss", {"finding": "改判。", "consequences": "无。"}, 409, form=f"{appeal}/dismiss")


def test_a_team_appeals_and_takes_it_back(way: Way, visit_as: Callable[..., PageClient]) -> None:
    first, _second = way.opened(bids=2)
    way.do(qualify.refuse, first, reason="不具备条件。", actor=way.actor(way.county))
    team = visit_as(
        next(each for each, unit in zip(way.members, way.teams, strict=True) if unit.id == first.organization_id)
    )
    page = f"/bids/{first.id}/appeal"
    assert "不具备条件" in team.get(page).text
    team.post(page, {"reason": "已提交证明。"})
    shown = team.follow()
    visit_as(way.member).get(shown.path, 404)
    team.submit(shown, button="撤回申诉")
    assert "已撤回" in team.follow().text
