"""Acceptance of one team: the protocol, its reports, and a failure without blame."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, BidState, Challenge, FieldTest
from matchmaker.challenges.services import conclude
from matchmaker.config import Settings
from matchmaker.core import clock
from tests.support.page_client import PageClient
from tests.unit.challenges.stage import make_way

GIVEN: dict[str, Any] = {
    "tested_on": clock.today().isoformat(),
    "place": "二号产线",
    "final_users": "涂布车间甲班",
    "third_party": "测试检测中心",
    "course": "连续运行七十二小时。",
    "findings-0-measured": "131",
    "findings-0-met": "no",
}


def test_a_team_that_tried_and_failed_is_told_why_and_is_not_blamed(
    app: Flask, session: Session, settings: Settings
) -> None:
    way = make_way(session, settings.data_dir)
    [bid] = way.working(bids=1)
    way.do(conclude.start_acceptance, Challenge, actor=way.actor(way.county))
    officer, issuer = (PageClient(app).sign_in(each) for each in (way.officer, way.member))
    test, conclusion = f"/bids/{bid.id}/field-test", f"/bids/{bid.id}/conclusion"
    assert f"/bids/{bid.id}/field-test" in officer.get(f"/challenges/{way.challenge_id}/acceptance").links.values()
    stale = officer.get(test)
    refused = officer.post(test, {**GIVEN, "findings-0-measured": "", "third_party": ""}, 422)
    assert dict(refused.form(action=test).values)["place"] == "二号产线"
    assert "第三方测评机构" in refused.error_summary
    officer.submit(refused, {"findings-0-measured": "131", "third_party": "测试检测中心"}, action=test)
    officer.post(test, {**GIVEN, "place": "三号产线"})
    officer.submit(stale, GIVEN, 409, action=test)
    wrong = {"file": (BytesIO(b"#!/bin/sh\n"), "报告.pdf")}
    assert "只能上传" in officer.post(f"{test}/reports", wrong, 422, form=test).error_summary
    seen = issuer.get(test)
    assert "131" in seen.text
    assert test not in [form.action for form in seen.forms]
    issuer.forge(conclusion, {"outcome": "passed", "reason": "通过。"}, 404)
    assert "还有节点没有通过" in officer.post(conclusion, {"outcome": "passed", "reason": "达标。"}, 422).error_summary
    bare = officer.post(conclusion, {"outcome": "failed_diligent", "reason": "未达标。"}, 422)
    assert "尽职的依据" in bare.error_summary
    officer.submit(bare, {"diligence": "投入与过程记录齐全。"}, action=conclusion)
    session.rollback()
    row = session.get_one(Bid, bid.id, populate_existing=True)
    assert row.state == BidState.FAILED_DILIGENT
    assert session.get_one(FieldTest, bid.id).findings[0].measured == "131"
    team = PageClient(app).sign_in(way.members[[unit.id for unit in way.teams].index(bid.organization_id)])
    assert "投入与过程记录齐全" in team.get(f"/bids/{bid.id}/progress", max_statements=10).text
