"""Defining an indicator and setting its target, with messages at the fields."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Role
from tests.factories.accounts import make_user
from tests.support.page_client import PageClient


def test_an_indicator_is_defined_and_gets_its_target(client: PageClient, session: Session) -> None:
    year = clock.today().year
    client.sign_in(make_user(session, Role.LEADER, region_code="340300"))
    page = client.get("/statistics/targets", max_statements=16)
    assert "征求意见稿，不作依据" in page.text
    given = {"title": "考核吸纳额", "metric": "absorbed_amount", "force": "in_force"}
    refused = client.post("/statistics/targets/new", given, 422)
    assert "请写明依据的文件和条款" in refused.error_summary
    client.post("/statistics/targets/new", {**given, "source": "本市考核办法第3条"})
    listed = client.follow()
    path = next(href for text, href in listed.links.items() if "考核吸纳额" in text)
    assert "金额请填写数字" in client.post(path, {"value": "三百亿"}, 422).error_summary
    client.post(path, {"value": "3000000", "year": year})
    assert "3000000.00" in client.follow().text.replace(",", "")
    board = client.get("/statistics").text
    assert "目标：3,000,000.00 万元，已完成 0.0% （本市考核办法第3条，现行）" in board
