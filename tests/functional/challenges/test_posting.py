"""张榜 on its page: what is missing, what the dates mean, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from matchmaker.challenges.models import ChallengeState
from matchmaker.core import clock
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


def typed(days: int) -> str:
    return f"{clock.now().astimezone(clock.CHINA) + timedelta(days=days):%Y-%m-%dT%H:%M}"


def test_the_page_says_what_the_operator_has_to_run(app: Flask, way: Way) -> None:
    way.approved()
    county, place = PageClient(app).sign_in(way.county), f"/challenges/{way.challenge_id}/post"
    page = county.get(place)
    assert f"matchmaker challenge keys {way.challenge_id} --officer" in page.text
    assert "未满足密钥已由至少三名指定人员生成" in page.text
    refused = county.post(place, status=422, button="张榜")
    assert "密钥" in refused.error_summary
    assert way.challenge.state == ChallengeState.APPROVED


def test_dates_are_proposed_checked_and_taken(app: Flask, visitor: PageClient, way: Way) -> None:
    way.approved()
    way.make_keys()
    county, place = PageClient(app).sign_in(way.county), f"/challenges/{way.challenge_id}/post"
    page = county.get(place)
    assert way.holders[0].name in page.text
    assert "不少于 15 天" in page.text
    looked = county.submit(page, {"closes_at": typed(30)}, 200, button="核对时间")
    assert "30 天" in looked.text or "29 天" in looked.text
    for field, days in (("closes_at", 9), ("closes_at", -1), ("closes_at", 3000), ("receiving_from", -400)):
        refused = county.submit(county.get(place), {field: typed(days)}, 422, button="张榜")
        assert refused.error_summary
        assert refused.form("张榜").value(field) == typed(days)
    assert way.challenge.state == ChallengeState.APPROVED
    county.submit(county.get(place), button="张榜")
    assert way.challenge.state == ChallengeState.POSTED
    assert "张榜" in county.follow().messages
    assert "即将开始" in visitor.get("/challenges").text
    county.get(place, 409)


@pytest.mark.one_database
def test_a_page_that_lay_open_while_somebody_else_posted_is_refused(app: Flask, way: Way) -> None:
    way.approved()
    way.make_keys()
    county, place = PageClient(app).sign_in(way.county), f"/challenges/{way.challenge_id}/post"
    stale = county.get(place)
    way.post()
    county.submit(stale, status=409, button="张榜")
