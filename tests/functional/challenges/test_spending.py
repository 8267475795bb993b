"""What is spent under a lump sum, declared by the team and seen by officers."""

from __future__ import annotations

from flask import Flask

from matchmaker.core import clock
from tests.support.page_client import PageClient
from tests.unit.challenges.conftest import way
from tests.unit.challenges.stage import Way

__all__ = ["way"]


def test_spending_of_a_lump_sum_is_declared_taken_back_and_seen(app: Flask, way: Way) -> None:
    bid = way.paying()
    here, today = f"/bids/{bid.id}/spending", clock.today().isoformat()
    officer, team = PageClient(app).sign_in(way.officer), PageClient(app).sign_in(way.member_of(bid))
    given = {"category": "material", "amount": "3.5", "spent_on": today, "note": "缴纳罚款"}
    refused = team.submit(team.get(here, max_statements=8), given, button="申报", status=422)
    assert "负面清单不允许：罚款、捐款" in refused.error_summary
    team.submit(refused, {"note": "树脂和固化剂"}, button="申报")
    seen = officer.get(here, max_statements=8)
    assert "已申报支出 3.50 万元" in seen.text
    assert "申报一笔支出" not in seen.text
    team.submit(team.get(here), button="撤回")
    told = officer.get(here).text
    assert "已申报支出 0.00 万元" in told
    assert "已撤回" in told


def test_without_a_lump_sum_there_is_no_page_for_spending(app: Flask, way: Way) -> None:
    [bid] = way.working(bids=1)
    assert "没有实行包干制" in PageClient(app).sign_in(way.officer).get(f"/bids/{bid.id}/spending", 409).text
