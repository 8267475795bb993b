"""榜单 on its pages."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.orm import Session

from tests.factories.accounts import make_officer
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import Way


def test_an_officer_makes_a_batch_which_is_public_with_its_first_posted_challenge(
    app: Flask, session: Session, visitor: PageClient, way: Way
) -> None:
    way.approved()
    officer = PageClient(app).sign_in(way.officer)
    given = {"region": "340300", "title": "第一批榜单", "introduction": "新材料。"}
    officer.post("/challenges/batches/new", given)
    edit = officer.last.headers["Location"] if officer.last else ""
    place = edit.removesuffix("/edit")
    assert "本地区已有同名的榜单" in officer.post("/challenges/batches/new", given, 422).error_summary
    assert "还没有张榜的榜题" in officer.get(place).text
    visitor.get(place, 404)
    officer.post(edit, {"challenges": [str(way.challenge_id)]})
    visitor.get(place, 404)
    way.make_keys()
    way.post()
    page = visitor.get(place)
    assert "榜金合计 300.00 万元" in page.text
    assert visitor.get("/challenges").links["第一批榜单"] == place
    assert visitor.get(f"/challenges/{way.challenge_id}").links["第一批榜单"] == place
    assert "请填写榜单名称" in officer.post(edit, {"title": ""}, 422).error_summary
    stranger = PageClient(app).sign_in(make_officer(session, "340400"))
    stranger.get(edit, 404)
    assert "编辑榜单" not in stranger.get(place).text
