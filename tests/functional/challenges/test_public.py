"""The public page of a challenge: what it shows, to whom, and the intention."""

from __future__ import annotations

import pytest
from flask import Flask

from matchmaker.challenges.models import Mode
from matchmaker.challenges.queries.public import followed_by
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


def address(way: Way, part: str = "") -> str:
    return f"/challenges/{way.challenge_id}{part}"


def test_before_the_posting_it_is_there_only_for_those_who_work_on_it(
    app: Flask, visitor: PageClient, way: Way
) -> None:
    way.approved()
    visitor.get(address(way), 404)
    PageClient(app).sign_in(way.members[0]).get(address(way), 404)
    for person in (way.member, way.county):
        assert PageClient(app).sign_in(person).get(address(way), 302).location == address(way, "/case")
    for part in ("/versions", "/versions/1", "/poster", "/qr.svg"):
        visitor.get(address(way, part), 404)


def test_everybody_reads_the_terms_as_they_are_posted(app: Flask, visitor: PageClient, way: Way) -> None:
    way.receiving(mode=Mode.RACE, places=3)
    page = visitor.get(address(way), max_statements=8)
    for words in ("固化温度", "120 ℃", "方案", "60", "300 万元", "企业出资，财政配套", "难度大，风险大"):
        assert words in page.text
    assert "赛马（最多 3 支团队并行攻关）" in page.text
    assert "距截止还有 19 天 23 小时" in page.text
    assert page.links["提问"].startswith("/sign-in?next=")
    metas = {each.get("property"): each.get("content") for each in page.all("meta")}
    assert (metas["og:url"] or "").endswith(address(way))
    assert "打开工作页面" in PageClient(app).sign_in(way.member).get(address(way)).text
    assert "打开工作页面" not in PageClient(app).sign_in(way.members[0]).get(address(way)).text


def test_an_intention_is_registered_and_dropped_by_oneself(app: Flask, way: Way) -> None:
    way.receiving()
    team, other = PageClient(app).sign_in(way.members[0]), PageClient(app).sign_in(way.members[1])
    before = other.get(address(way)).comparable
    team.post(address(way, "/intention"), form=address(way))
    assert "已登记" in team.follow().messages
    assert followed_by(way.session, way.members[0].id) == {way.challenge_id}
    assert other.get(address(way)).comparable == before
    followed = "/challenges?followed=mine"
    assert followed in team.get("/challenges", max_statements=8).links.values()
    assert address(way) in team.get(followed).links.values()
    assert followed not in other.get("/challenges").links.values()
    team.post(address(way, "/intention"), form=address(way), button="取消登记")
    assert "已取消登记" in team.follow().messages
    way.session.rollback()
    assert followed_by(way.session, way.members[0].id) == set()
    assert "登记意向" not in PageClient(app).sign_in(way.member).get(address(way)).text


@pytest.mark.one_database
def test_a_stopped_challenge_says_why(visitor: PageClient, app: Flask, way: Way) -> None:
    way.receiving()
    issuer = PageClient(app).sign_in(way.member)
    issuer.post(address(way, "/withdrawal"), {"reason": "企业已停产。"})
    page = visitor.get(address(way))
    assert "已撤榜" in page.text
    assert "企业已停产。" in page.text
    assert "意向登记" not in page.text
