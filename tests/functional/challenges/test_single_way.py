"""From the opening of the bids to the signature, by nothing but pages: everybody in their own window."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from matchmaker.accounts.models import User
from matchmaker.challenges.models import Bid, Stage
from matchmaker.challenges.queries import bids_of
from matchmaker.core import clock
from tests.functional.challenges.test_review_panel import rows
from tests.support.page_client import PageClient, Value
from tests.unit.challenges.stage import Way


def sheet(points: int) -> dict[str, Value]:
    """A sheet of two lines."""
    return {
        "lines-0-points": points,
        "lines-0-comment": "路线有前期数据。",
        "lines-1-points": points - 5,
        "lines-1-comment": "团队能到位。",
    }


def seat_a_panel(way: Way, officer: PageClient) -> None:
    """Four experts and somebody of the issuer, who will use it."""
    people = [*(person.id for person in way.experts[:4]), way.member.id]
    officer.post(f"/challenges/{way.challenge_id}/review-panel/members", rows(people, way.member.id))
    officer.follow()


def declare_all(visitors: list[PageClient]) -> None:
    """Each finds the page on the workbench."""
    for visitor in visitors:
        [path] = {link for link in visitor.get("/workbench").links.values() if link.endswith("/conflict")}
        visitor.post(path, {"conflict": "no"})
        assert "没有需要回避的关系" in visitor.follow().text


def score_all(visitors: list[PageClient], points: dict[int, int]) -> None:
    """Each goes from one bid to the next until none is left."""
    for visitor in visitors:
        [seat] = {link for link in visitor.get("/workbench").links.values() if link.startswith("/seats/")}
        sheets = [link for link in visitor.get(seat).links.values() if "/sheets/" in link]
        for _number in sheets:
            following = next(link for link in sheets if "交评分表" in visitor.get(link).text)
            visitor.post(following, sheet(points[int(following.rsplit("/", 1)[1])]))
        assert "评分表已全部交齐" in visitor.follow().text


def test_from_the_opening_to_the_signature(app: Flask, way: Way) -> None:
    bids: list[Bid] = way.qualified(bids=3)
    points = {bid.id: 90 - 10 * number for number, bid in enumerate(bids)}

    def visit(who: User) -> PageClient:
        return PageClient(app).sign_in(who)

    officer, city = visit(way.county), visit(way.officer)
    case, act = f"/challenges/{way.challenge_id}/case", f"/challenges/{way.challenge_id}/actions"
    refused = officer.post(f"{act}/start-review", {}, 422)
    assert "评审专家为奇数" in refused.error_summary
    seat_a_panel(way, officer)
    judges = [visit(person) for person in [*way.experts[:4], way.member]]
    declare_all(judges)
    officer.post(f"{act}/start-review", {})
    score_all(judges[:4], points)
    assert "全部评分表已交" in officer.post(f"{act}/rank", {}, 422).error_summary
    score_all(judges[4:], points)
    officer.post(f"{act}/rank", {})
    assert "拟立项" in officer.follow().text
    city.post(f"{act}/publicise", {})
    winner = next(unit.name for unit in way.teams if unit.id == bids[0].organization_id)
    assert winner in PageClient(app).get(f"/challenges/{way.challenge_id}/publicity").text
    objector = visit(way.members[1])
    objector.post(f"/challenges/{way.challenge_id}/objection", {"body": "请核查第一名的检测报告。"})
    handling = next(
        link
        for link in city.get(f"/challenges/{way.challenge_id}/objections").links.values()
        if link.startswith("/objections/")
    )
    city.post(handling, {"handling": "dismissed", "finding": "检测报告经机构核实。"})
    with clock.frozen(clock.now() + timedelta(days=7)):
        visit(way.officer).post(f"{act}/end-publicity", {})
    assert "签订军令状" in city.get(case).text
    assert len(way.seats(Stage.REVIEW)) == 5
    ranked = sorted(bids_of(way.session, way.challenge), key=lambda bid: bid.rank or 0)
    assert [(bid.id, bid.state) for bid in ranked] == [
        (bids[0].id, "placed"),
        (bids[1].id, "not_placed"),
        (bids[2].id, "not_placed"),
    ]
