"""An expert declares, scores each bid once, blind to the others, and is led from one to the next."""

from __future__ import annotations

from flask import Flask

from matchmaker.challenges.models import BidState, Challenge, ScoreSheet, Stage
from matchmaker.challenges.queries import bids_of
from matchmaker.challenges.services.form_panel import form_panel
from tests.support.page_client import PageClient, Value
from tests.unit.challenges.stage import PLAN, Way
from tests.unit.challenges.test_form_panel import judges

SHEET: dict[str, Value] = {
    "lines-0-points": 86,
    "lines-0-comment": "路线可行。",
    "lines-1-points": 79,
    "lines-1-comment": "团队完整。",
}


def seated(way: Way) -> int:
    """A panel that has declared nothing yet; the first expert's seat."""
    way.do(form_panel, Challenge, Stage.REVIEW, judges(way, 5), actor=way.actor(way.county))
    return next(seat.id for seat in way.seats(Stage.REVIEW) if seat.user_id == way.experts[0].id)


def test_the_declaration_shows_names_and_nothing_of_the_bids(app: Flask, way: Way) -> None:
    way.qualified(bids=2)
    seat = seated(way)
    expert = PageClient(app).sign_in(way.experts[0])
    assert f"/seats/{seat}/conflict" in expert.get("/workbench").links.values()
    page = expert.get(f"/seats/{seat}/conflict")
    assert way.issuer.name in page.text
    assert all(unit.name in page.text for unit in way.teams[:2])
    assert "钱测试" in page.text
    assert PLAN not in page.text
    assert "250.00" not in page.text
    path = f"/seats/{seat}/conflict"
    assert "请选择" in expert.post(path, {}, 422).error_summary
    assert "请说明回避的原因" in expert.post(path, {"conflict": "yes"}, 422).error_summary
    bid = bids_of(way.session, way.challenge)[0]
    expert.get(f"/seats/{seat}/sheets/{bid.id}", 409)
    expert.post(path, {"conflict": "yes", "note": "同事。"})
    assert "您已声明回避" in expert.follow().text
    expert.post(path, {"conflict": "no"})
    assert PLAN not in expert.follow().text
    PageClient(app).sign_in(way.experts[1]).get(path, 404)


def test_before_the_opening_there_is_nothing_to_declare(app: Flask, way: Way) -> None:
    way.receiving()
    seat = seated(way)
    expert = PageClient(app).sign_in(way.experts[0])
    assert "还没有启封" in expert.get(f"/seats/{seat}").text
    expert.get(f"/seats/{seat}/conflict", 409)
    assert not any("/seats/" in link for link in expert.get("/workbench").links.values())


def test_sheet_after_sheet_until_all_are_in(app: Flask, way: Way) -> None:
    first, second = way.reviewing(bids=2)
    seat = next(each for each in way.seats(Stage.REVIEW) if each.user_id == way.experts[0].id)
    expert = PageClient(app).sign_in(way.experts[0])
    assert "还有 2 份揭榜书没有评分" in expert.get("/workbench").text
    path = f"/seats/{seat.id}/sheets/{first.id}"
    page = expert.get(path, max_statements=8)
    assert PLAN in page.text
    assert page.links["打开揭榜书和附件"] == f"/bids/{first.id}"
    wrong = expert.post(path, {**SHEET, "lines-0-points": 101, "lines-1-comment": " "}, 422)
    assert "请填 0 至 100 的整数" in wrong.error_summary
    assert "请写明理由" in wrong.error_summary
    assert "路线可行" in wrong.text
    expert.submit(page, SHEET)
    following = expert.follow()
    assert following.path.startswith(f"/seats/{seat.id}/sheets/{second.id}")
    assert "还有 1 份没有评分" in following.text
    expert.submit(page, SHEET)  # sent again: the same answer, no second sheet
    assert "这份评分表已交" in expert.get(path).text
    expert.post(f"/seats/{seat.id}/sheets/{second.id}", SHEET)
    assert "评分表已全部交齐" in expert.follow().text
    assert not any("/seats/" in link for link in expert.get("/workbench").links.values())
    way.session.rollback()
    assert way.session.query(ScoreSheet).count() == 2
    other = PageClient(app).sign_in(way.experts[1])
    seat_of_other = next(each for each in way.seats(Stage.REVIEW) if each.user_id == way.experts[1].id)
    assert "路线可行" not in other.get(f"/seats/{seat_of_other.id}/sheets/{first.id}").text
    assert bids_of(way.session, way.challenge, [BidState.QUALIFIED])[0].total is None
