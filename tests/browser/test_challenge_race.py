"""Three teams race in a browser, by keys: bids, contracts, a round that one leaves, and one winner."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from matchmaker.challenges.models import Bid, Challenge, Mode
from matchmaker.challenges.queries import bids_of
from matchmaker.challenges.services.place import end_publicity
from matchmaker.core import clock
from tests.browser.challenge_windows import ChallengeWindows, windows
from tests.browser.windows import Keys
from tests.support.browser import DESK, PHONE
from tests.unit.challenges.test_whole_way import pass_and_pay

__all__ = ["windows"]

BID: dict[str, str | int | Path] = {
    "leader": "赵测试",
    "price": "250",
    "milestones-0-title": "小试、产线验证后一次交付",
    "milestones-0-due_on": "2027-12-31",
    "milestones-0-share": 100,
}
POINTS = (92, 85, 60)


@pytest.mark.one_database
def test_three_teams_race_and_one_wins(windows: ChallengeWindows) -> None:
    hand_in(windows)
    runners = judged_and_signed(windows)
    run(windows, runners)
    finish(windows, runners)


def hand_in(windows: ChallengeWindows) -> None:
    """Three by their pages, the first on a phone."""
    way = windows.way.receiving(mode=Mode.RACE, places=3)
    others = [windows.of(each, checking=False) for each in way.members[1:3]]
    for team in (windows.of(way.members[0], PHONE), *others):
        team.opens(f"/challenges/{way.challenge_id}")
        team.opens(windows.at("bid"))
        team.sends({**BID, "plan": "低温固化粘结剂，分三步验证。" * 8}, "密封提交")
        team.sees("平台不留底")


def judged_and_signed(windows: ChallengeWindows) -> list[int]:
    """What is no different from the single way is done behind the pages; the first contract is read here."""
    way = windows.way
    way.close()
    way.qualify(way.open())
    way.start_review()
    way.publicise()
    with clock.frozen(clock.now() + timedelta(days=7)):
        way.do(end_publicity, Challenge, actor=way.actor(way.officer))
    found = {bid.organization_id: bid for bid in bids_of(way.session, way.challenge)}
    runners = [found[unit.id] for unit in way.teams[:3]]
    for bid in runners:
        way.sign(bid)
    windows.city.opens(windows.at("pledges"))
    return [bid.id for bid in runners]


def run(windows: ChallengeWindows, runners: list[int]) -> None:
    """The rule is fixed before the start; the round takes one out, with a reason that it may answer."""
    city = windows.city
    city.opens(windows.at("race"))
    city.opens(windows.at("race/rule"))
    city.sends({"winner": "best", "equal_points": "cheaper"}, "定下规则")
    city.opens(windows.at("race/round"))
    due = (clock.today() + timedelta(days=30)).isoformat()
    city.sends({"protocol": "同一批试样、同一台设备。", "due_on": due, "cut": "keep", "keep": "2"}, "确定这一轮")
    windows.steps(city, "开始攻关")
    city.opens(windows.at("race/results"))
    held = [int(each.input_value()) for each in city.page.locator("[name$='-bid_id']").all()]
    results: dict[str, str | int] = {}
    for row, bid in enumerate(held):
        results |= {f"runners-{row}-points": POINTS[runners.index(bid)], f"runners-{row}-rationale": "见检测记录。"}
    city.sends({**results, "runners-0-points": 101}, "提交成绩并按规则淘汰")
    city.refused("0 至 100")
    city.sends(results, "提交成绩并按规则淘汰")
    out = windows.of(windows.way.members[2], PHONE)
    out.opens(f"/bids/{runners[2]}/statement")
    out.sends({"body": "试样批次与通知不一致，请核实。"}, "提交陈述")
    city.opens(f"/bids/{runners[2]}/statement/answer")
    city.sends({"answer": "经核实，三队用同一批试样。"}, "答复")
    city.opens(f"/bids/{runners[2]}/settlement")
    agreed = {"value": "56", "agreed_on": clock.today().isoformat(), "reason": "完成小试七成，按人工和材料计。"}
    city.sends(agreed, "记录结算")
    city.sends({"paid_on": clock.today().isoformat(), "voucher": "付2026-1"}, "登记付款")


def finish(windows: ChallengeWindows, runners: list[int]) -> None:
    """Two are tested in the field; who looks from outside learns the points of the winner and no name."""
    way, city = windows.way, windows.city
    for bid in runners[:2]:
        pass_and_pay(way, way.session.get_one(Bid, bid))
    windows.steps(windows.county, "开始验收")
    for bid in runners[:2]:
        city.opens(f"/bids/{bid}/field-test")
        city.sends(protocol(), "保存测试记录")
    for bid, outcome in zip(runners, ("passed", "runner_up"), strict=False):
        city.opens(f"/bids/{bid}/conclusion")
        city.sends({"outcome": outcome, "reason": "达标。"}, "作出结论")
    windows.steps(city, "作出结论", "一支团队胜出。")
    windows.steps(windows.county, "兑付完", "余款付清。")
    city.opens(windows.at("race"))
    drawn(city)
    city.look()
    for width in (PHONE, DESK):
        passer_by = windows.of(None, width)
        passer_by.opens(windows.at("progress"))
        drawn(passer_by)
        passer_by.look("challenge-race")
        assert not [unit.name for unit in way.teams if unit.name in passer_by.main.inner_text()]


def protocol() -> dict[str, str]:
    """What was measured where the work is used."""
    return {
        "tested_on": clock.today().isoformat(),
        "place": "二号产线",
        "final_users": "涂布车间甲班",
        "third_party": "江畔示例检测中心",
        "course": "连续运行七十二小时。",
        "findings-0-measured": "118",
        "findings-0-met": "yes",
    }


def drawn(who: Keys) -> None:
    """The chart is there."""
    who.page.locator(".chart-drawing svg path").first.wait_for(state="attached")
