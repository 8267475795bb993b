"""The sheets are put together once all are in; the page says how equals were told apart."""

from __future__ import annotations

from flask import Flask

from matchmaker.challenges.models import Stage
from matchmaker.core.authz import Role
from tests.factories.accounts import CITY, make_officer, make_user
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import WAN, Way, content


def test_nothing_is_shown_until_the_last_sheet_then_all_of_it(app: Flask, way: Way) -> None:
    way.receiving()
    for team, price in ((0, 250), (1, 240), (2, 230)):
        way.bid(team, content(price * WAN))
    way.close()
    rows = way.open()
    way.qualify(rows)
    way.start_review()
    cheap, middle, dear = sorted(rows, key=lambda bid: bid.price)
    way.score(cheap, 70)
    way.score(dear, 85)
    way.score(middle, 85, slice(4))
    officer = PageClient(app).sign_in(way.county)
    leader = PageClient(app).sign_in(make_user(way.session, Role.LEADER, region_code=CITY))
    act, page = (f"/challenges/{way.challenge_id}/{part}" for part in ("actions/rank", "ranking"))
    assert "还没有评分结果" in leader.get(page).text
    refused = officer.post(act, {}, 422)
    assert "全部评分表已交" in refused.error_summary
    way.score(middle, 85, slice(4, 5))
    assert act in officer.get(f"/challenges/{way.challenge_id}/case").links.values()
    officer.post(act, {})
    officer.follow()
    shown = leader.get(page, max_statements=8).text
    assert shown.index("85.00") < shown.index("70.00")
    assert "与前一名同分，按“报价较低者在前”排在其后" in shown
    assert "有依据" in shown
    assert "专家 5" in shown
    assert way.experts[0].name not in shown
    assert "拟立项" in shown
    PageClient(app).sign_in(way.experts[0]).get(page, 403)
    PageClient(app).sign_in(way.member).get(page, 403)
    PageClient(app).sign_in(make_officer(way.session, "340400")).get(page, 404)
    assert len(way.seats(Stage.REVIEW)) == 5
