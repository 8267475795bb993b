"""What the public reads of a result; an objection holds the signature until the city has found."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, render_template

from matchmaker.accounts.models import User
from matchmaker.challenges.models import Challenge
from matchmaker.core import clock
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import PLAN, Way

PATHS = ("publicity", "objection", "objections", "case", "actions/end-publicity")


def included(app: Flask, way: Way) -> str:
    """What the public page of the challenge shows of it."""
    with app.test_request_context("/"):
        return render_template("challenges/_public_result.html", challenge=way.challenge)


def later(app: Flask, who: User) -> PageClient:
    """The same person, signed in anew: a week is longer than a session."""
    return PageClient(app).sign_in(who)


def test_the_public_reads_who_is_to_get_it_and_nothing_of_the_judging(app: Flask, way: Way) -> None:
    way.reviewing(bids=2)
    visitor = PageClient(app)
    path = f"/challenges/{way.challenge_id}/publicity"
    visitor.get(path, 404)
    assert not included(app, way).strip()
    rows = way.publicise()
    first, second = (next(unit.name for unit in way.teams if unit.id == bid.organization_id) for bid in rows)
    page = visitor.get(path, max_statements=8)
    assert first in page.text
    assert "登录后可以在线提出" in page.text
    assert first in included(app, way)
    for hidden in (second, PLAN, "250.00", "90.00", "有依据", "赵测试", way.experts[0].name):
        assert hidden not in page.text


def test_an_objection_holds_the_signature_and_its_author_is_answered(app: Flask, way: Way) -> None:
    way.publicised(bids=2)
    public, mine, listed, case, end = (f"/challenges/{way.challenge_id}/{part}" for part in PATHS)
    objector, city, county = (PageClient(app).sign_in(who) for who in (way.members[1], way.officer, way.county))
    assert mine in objector.get(public).links.values()
    assert "请写明异议" in objector.post(mine, {}, 422).error_summary
    objector.post(mine, {"body": "第一名的业绩证明与事实不符。"})
    page = objector.follow()
    assert "正在调查" in page.text
    assert not page.forms
    assert "第一名的业绩" not in PageClient(app).get(public).text
    with clock.frozen(clock.now() + timedelta(days=7)):
        assert "没有未处理或成立的异议" in later(app, way.officer).post(end, {}, 422).error_summary
        assert "已满，不再受理" in later(app, way.members[1]).get(mine).text
    assert "由市科技局处理" in county.get(listed).text
    assert way.members[1].name not in county.get(listed).text
    assert way.members[1].name in city.get(listed).text
    page = city.get(listed)
    assert "处理完以前不能结束公示，也不能签订军令状" in page.text
    handling = next(link for link in page.links.values() if link.startswith("/objections/"))
    county.get(handling, 404)
    assert "请选择结论" in city.post(handling, {"finding": "经核查属实。"}, 422).error_summary
    assert "请写明调查结论" in city.post(handling, {"handling": "dismissed"}, 422).error_summary
    city.post(handling, {"handling": "dismissed", "finding": "业绩证明经原单位核实无误。"})
    city.follow()
    assert "经原单位核实无误" in objector.get(mine).text
    city.get(handling, 409)
    with clock.frozen(clock.now() + timedelta(days=7)):
        later(app, way.officer).post(end, {})
    assert "签订军令状" in city.get(case).text
    assert "公示已结束" in PageClient(app).get(public).text
    objector.get(mine, 409)


def test_an_objection_that_holds_begins_the_judging_anew(app: Flask, way: Way) -> None:
    rows = way.publicised(bids=2)
    public, mine, listed, _case, _end = (f"/challenges/{way.challenge_id}/{part}" for part in PATHS)
    objector, city = PageClient(app).sign_in(way.members[1]), PageClient(app).sign_in(way.officer)
    objector.post(mine, {"body": "专家与第一名有师生关系。"})
    handling = next(link for link in city.get(listed).links.values() if link.startswith("/objections/"))
    city.post(handling, {"handling": "upheld", "finding": "属实，重新组成专家组。"})
    assert "资格审核" in city.follow().text
    page = PageClient(app).get(public)
    assert "公示已停止" in page.text
    assert not any(unit.name in page.text for unit in way.teams)
    assert "不再有效" in included(app, way)
    assert way.session.get_one(Challenge, way.challenge_id).judging == 2
    assert len(rows) == 2
