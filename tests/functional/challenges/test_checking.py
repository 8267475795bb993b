"""初筛: what the county sees, and what its word does."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Challenge
from matchmaker.challenges.services import prepare
from matchmaker.challenges.services.county_check import declare_credit
from tests.factories.organizations import make_integrity_notice
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


def test_a_return_says_why_and_a_pass_goes_on(way: Way, visit_as: Callable[..., PageClient]) -> None:
    way.drafted()
    actor = way.actor(way.member)
    way.do(declare_credit, Challenge, clean=True, actor=actor)
    way.do(prepare.submit_challenge, Challenge, actor=actor)
    county, issuer = visit_as(way.county), visit_as(way.member)
    page = f"/challenges/{way.challenge_id}/county-check"
    assert page in county.get(f"/challenges/{way.challenge_id}/case").links.values()
    assert "否决（市科技局）" not in county.get(page).text
    silent = {"credit_clean": "yes", "outcome": "return", "note": " "}
    assert "请写明理由" in county.post(page, silent, 422).error_summary
    county.post(page, {**silent, "note": "指标没有检测方法。"})
    assert "指标没有检测方法" in issuer.get(f"/challenges/{way.challenge_id}/edit").text
    way.do(prepare.submit_challenge, Challenge, actor=actor)
    county.post(page, {"credit_clean": "yes", "outcome": "pass"})
    assert "初筛通过" in county.follow().text
    assert "指标没有检测方法" in county.get(page).text
    assert "现在不在初筛阶段" in county.get(page).text


def test_the_city_may_veto_on_the_same_page(way: Way, visit_as: Callable[..., PageClient]) -> None:
    way.drafted()
    way.do(prepare.submit_challenge, Challenge, actor=way.actor(way.member))
    given = {"credit_clean": "no", "outcome": "veto", "note": "不是技术问题。"}
    visit_as(way.officer).post(f"/challenges/{way.challenge_id}/county-check", given)
    assert (way.challenge.state, way.challenge.state_reason) == ("vetoed", "不是技术问题。")


def test_the_register_stands_beside_the_issuers_own_word(
    way: Way, visit_as: Callable[..., PageClient], session: Session
) -> None:
    """A notice alone is no entry, and is not shown; without a declaration a pass needs words."""
    way.drafted()
    make_integrity_notice(session, way.issuer)
    issuer, county = visit_as(way.member), visit_as(way.county)
    base = f"/challenges/{way.challenge_id}"
    issuer.post(f"{base}/actions/submit", {})
    page = county.get(f"{base}/county-check")
    assert "单位没有作出信用声明" in page.text
    assert "以来没有诚信记录" in page.text
    told = county.post(f"{base}/county-check", {"credit_clean": "yes", "outcome": "pass"}, 422).error_summary
    assert "写明为什么可以通过" in told
    stranger = visit_as(way.experts[0])
    stranger.get(f"{base}/county-check", 403)
