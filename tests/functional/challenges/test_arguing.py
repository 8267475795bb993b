"""论证, for the expert: declare first, then speak once; whoever stands back is silent."""

from __future__ import annotations

from collections.abc import Callable

from matchmaker.challenges.models import Background, Challenge
from matchmaker.challenges.services.argue import seat_arguers
from tests.support.page_client import PageClient
from tests.support.preparing import PLACES, screened
from tests.unit.challenges.stage import Way


def seated(way: Way) -> None:
    """Three experts are asked to argue."""
    screened(way)
    members: dict[int, Background] = dict(zip((each.id for each in way.experts), PLACES, strict=False))
    way.do(seat_arguers, Challenge, members, actor=way.actor(way.county))


def place_of(expert: PageClient) -> str:
    """Where the workbench leads."""
    [seat] = {path for path in expert.get("/workbench").links.values() if path.startswith("/argument-seats/")}
    return seat


def test_the_workbench_leads_to_the_seat_and_the_opinion_is_given_once(
    way: Way, visit_as: Callable[..., PageClient]
) -> None:
    seated(way)
    expert = visit_as(way.experts[0])
    seat = place_of(expert)
    assert "固化温度" in expert.get(seat).text
    assert "论证意见" not in expert.get(seat).text
    expert.post(f"{seat}/conflict", {}, 422, form=seat)
    expert.post(f"{seat}/conflict", {"conflict": "no"}, form=seat)
    said = {"on_need": "pass", "on_funds": "refine"}
    empty = expert.post(f"{seat}/opinion", {**said, "comment": " "}, 422, form=seat)
    assert "请写明意见" in empty.error_summary
    expert.post(f"{seat}/opinion", {**said, "comment": "必要；资金来源写清。"}, form=seat)
    assert "资金来源写清" in expert.follow().text
    assert seat not in expert.get("/workbench").links.values()
    visit_as(way.experts[1]).get(seat, 404)


def test_whoever_stands_back_says_why_and_nothing_more(way: Way, visit_as: Callable[..., PageClient]) -> None:
    seated(way)
    expert = visit_as(way.experts[1])
    seat = place_of(expert)
    told = expert.post(f"{seat}/conflict", {"conflict": "yes", "note": ""}, 422, form=seat)
    assert "请说明回避的原因" in told.error_summary
    expert.post(f"{seat}/conflict", {"conflict": "yes", "note": "与企业有合作。"}, form=seat)
    assert "您已声明回避" in expert.follow().text
    assert seat not in expert.get("/workbench").links.values()
