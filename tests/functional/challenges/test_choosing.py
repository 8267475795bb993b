"""The firm that alone pays chooses among the qualified and says why."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from matchmaker.challenges.models import Bid, Mode, Profile
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import PLAN, Way


def test_the_issuer_compares_and_chooses_with_a_reason(app: Flask, way: Way) -> None:
    first, second = way.qualified(bids=2, profile=Profile.ENTERPRISE)
    issuer = PageClient(app).sign_in(way.member)
    path = f"/challenges/{way.challenge_id}/choice"
    assert path in issuer.get(f"/challenges/{way.challenge_id}/case").links.values()
    page = issuer.get(path)
    assert page.text.count(PLAN) == 2
    missing = issuer.post(path, {}, 422).error_summary
    assert "请选择揭榜方" in missing
    assert "请写明理由" in missing
    issuer.post(path, {"chosen": str(second.id), "reason": "工期短两个月，报价相同。"})
    assert "签订军令状" in issuer.follow().text
    way.session.rollback()
    states = {bid.id: bid.state for bid in way.session.scalars(select(Bid).execution_options(populate_existing=True))}
    assert states == {first.id: "not_placed", second.id: "placed"}
    issuer.get(path, 409)
    PageClient(app).sign_in(way.members[0]).get(path, 403)


def test_a_race_takes_several(app: Flask, way: Way) -> None:
    rows = way.qualified(bids=3, profile=Profile.ENTERPRISE, mode=Mode.RACE, places=2)
    issuer = PageClient(app).sign_in(way.member)
    path, everybody = f"/challenges/{way.challenge_id}/choice", [str(bid.id) for bid in rows]
    assert "规定的数量" in issuer.post(path, {"chosen": everybody, "reason": "都好。"}, 422).error_summary
    issuer.post(path, {"chosen": everybody[:2], "reason": "两条路线互补。"})
    assert way.challenge.state == "signing"


def test_where_the_city_pays_nobody_chooses(app: Flask, way: Way) -> None:
    way.qualified(bids=1)
    PageClient(app).sign_in(way.member).get(f"/challenges/{way.challenge_id}/choice", 409)
