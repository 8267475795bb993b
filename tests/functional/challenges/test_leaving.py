"""A team's way ends early: it gives up, or is stopped; each with a reason."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import select

from matchmaker.challenges.models import BidState
from matchmaker.core.outbox import OutboxMessage
from tests.support.page_client import PageClient
from tests.unit.challenges.conftest import way
from tests.unit.challenges.stage import Way

__all__ = ["way"]


def test_a_team_leaves_with_a_reason_that_the_issuer_reads(app: Flask, way: Way) -> None:
    [bid] = way.working(bids=1)
    issuer, team = PageClient(app).sign_in(way.member), PageClient(app).sign_in(way.member_of(bid))
    leave, read = f"/bids/{bid.id}/give-up", team.get(f"/bids/{bid.id}", max_statements=11)
    assert {f"/bids/{bid.id}/pledge", f"/bids/{bid.id}/progress"} <= set(read.links.values())
    assert "写明理由" in team.submit(team.get(leave), {"reason": " "}, status=422).error_summary
    team.submit(team.get(leave), {"reason": "负责人病故。"})
    assert "负责人病故" in issuer.get(f"/bids/{bid.id}/pledge").text
    way.session.rollback()
    told = way.session.scalars(select(OutboxMessage.payload)).all()
    assert [each["title"] for each in told if each.get("user_id") == way.county.id].count("有揭榜团队退出") == 1
    team.get(leave, 409)


def test_the_officer_stops_the_work_of_a_team_early_with_a_reason(app: Flask, way: Way) -> None:
    [bid] = way.working(bids=1)
    officer = PageClient(app).sign_in(way.officer)
    stop = f"/bids/{bid.id}/stop"
    officer.submit(officer.get(stop), {"reason": "指标已无可能达到。"})
    way.session.refresh(bid)
    assert bid.state == BidState.STOPPED
    officer.get(stop, 409)
