"""A need becomes a paid result in a browser, by keys, from window to window and from day to day.

Everybody acts by pages. The operator's part on the host (making the key, the command that opens) and
the clock's job are no pages.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from matchmaker.challenges.models import FollowUp, Stage
from matchmaker.challenges.queries import bids_of
from matchmaker.core import clock
from tests.browser.challenge_windows import ChallengeWindows, windows
from tests.functional.challenges.test_review_panel import rows
from tests.support.browser import PHONE
from tests.unit.challenges.stage import PLAN, Way

__all__ = ["windows"]

GUIDE_SCORE = "challenge-score"
DRAFT = {
    "goal": "固化温度不高于 120 ℃，良率不低于 98%。",
    "ownership": "双方共有。",
    "conditions": "有同类产品经验。",
    "months": "18",
    "funding_kind": "matched",
    "reward": "300",
    "own_funds": "400",
    "public_funds": "100",
    "solver_share": "40",
    "credit_clean": "yes",
    "indicators-0-name": "固化温度",
    "indicators-0-target": "≤120",
    "indicators-0-unit": "℃",
    "indicators-0-method": "DSC",
}


@pytest.mark.one_database
def test_a_need_becomes_a_paid_result(windows: ChallengeWindows) -> None:
    promote(windows)
    argue(windows)
    post(windows)
    windows.later(2)
    hand_in(windows)
    windows.later(40)
    open_and_qualify(windows)
    judge(windows)
    windows.later(10)
    sign(windows)
    finish(windows)
    windows.later(200)
    follow_up(windows)


def promote(windows: ChallengeWindows) -> None:
    windows.city.opens(f"/my/needs/{windows.way.need.id}")
    windows.city.follows("转为榜题")
    windows.city.sends({"profile": "government"}, "转为榜题")
    windows.way.challenge_id = int(windows.city.page.url.split("/")[4])
    windows.issuer.opens(windows.at("case"))
    windows.issuer.follows("填写榜题")
    windows.issuer.fills(DRAFT)
    windows.issuer.look("challenge-draft")
    windows.issuer.fills({"goal": ""})
    windows.issuer.presses("保存并提交初筛")
    windows.issuer.refused("目标")
    windows.issuer.sends({"goal": DRAFT["goal"]}, "保存并提交初筛")
    windows.issuer.sees("征集")


def argue(windows: ChallengeWindows) -> None:
    """The county checks and three experts argue, the first on a phone."""
    way, county = windows.way, windows.county
    county.opens(windows.at("county-check"))
    county.sends({"credit_clean": "yes", "outcome": "pass"}, "记录结论")
    county.opens(windows.at("argument/panel"))
    first, second, third = way.experts[:3]
    panel = {f"u{first.id}": "enterprise", f"u{second.id}": "enterprise", f"u{third.id}": "research"}
    county.sends(panel, "组成专家组")
    for expert in (windows.of(first, PHONE), *(windows.of(each, checking=False) for each in (second, third))):
        expert.opens("/workbench")
        expert.follows(way.need.title)
        expert.sends({"conflict": "no"}, "提交声明")
        expert.sends({"on_need": "pass", "on_funds": "pass", "comment": "必要且可行。"}, "提交意见")
    windows.steps(county, "论证通过")


def post(windows: ChallengeWindows) -> None:
    windows.city.opens(windows.at("case"))
    windows.city.follows("拟发榜")
    windows.city.sends({"mode": "single"}, "审定")
    windows.way.make_keys()
    windows.county.opens(windows.at("case"))
    windows.county.follows("张榜")
    windows.county.sends({}, "张榜")
    windows.later(1)
    windows.tick()
    passer_by = windows.of(None)
    passer_by.opens("/challenges")
    passer_by.follows(windows.way.need.title, guide="challenge-public")
    windows.of(None, PHONE).opens(f"/challenges/{windows.way.challenge_id}")


def hand_in(windows: ChallengeWindows) -> None:
    """The first team mistypes its price and is told; the second does likewise without a mistake."""
    team = windows.team(0)
    team.opens(f"/challenges/{windows.way.challenge_id}")
    team.opens(windows.at("bid"))
    bid: dict[str, str | int | Path] = {
        "leader": "赵测试",
        "plan": PLAN,
        "price": "250",
        "milestones-0-title": "小试、产线验证后一次交付",
        "milestones-0-due_on": "2027-12-31",
        "milestones-0-share": 100,
    }
    team.fills(bid)
    team.look("challenge-bid")
    team.fills({"price": "9999"})
    team.presses("密封提交")
    team.refused("不超过榜金")
    team.sends({"price": "250", "files": windows.paper("工艺路线.pdf")}, "密封提交")
    team.sees("平台不留底")
    team.look("challenge-receipt")
    second = windows.of(windows.way.members[1], checking=False)
    second.opens(windows.at("bid"))
    second.sends({**bid, "price": "280"}, "密封提交")
    second.sees("平台不留底")


def open_and_qualify(windows: ChallengeWindows) -> None:
    way = windows.way
    windows.tick()
    for holder in way.holders[:2]:
        windows.of(holder).opens(windows.at("opening"))
        windows.of(holder).sends({}, "授权启封")
    windows.of(way.holders[1]).look("challenge-opening")
    windows.command_opens(0, 1)
    county = windows.county
    county.opens(windows.at("case"))
    county.follows("启封与揭榜书")
    first, second = first_and_second(way)
    county.opens(f"/bids/{first}/formalities")
    county.sends({"asked": "缺营业执照。"}, "要求补正")
    team = windows.of(way.members[0], PHONE)
    team.opens(f"/bids/{first}")
    team.follows("去补正")
    team.sends({"answer": "见附件。", "files": windows.paper("营业执照.pdf")}, "提交补正")
    for bid in (first, second):
        county.opens(f"/bids/{bid}/formalities")
        county.presses("资格通过")


def first_and_second(way: Way) -> list[int]:
    found = {bid.organization_id: bid.id for bid in bids_of(way.session, way.challenge)}
    return [found[unit.id] for unit in way.teams[:2]]


def judge(windows: ChallengeWindows) -> None:
    """The panel is formed; all five declare and score both bids."""
    way, county = windows.way, windows.county
    first, second = first_and_second(way)
    people = [*(person.id for person in way.experts[:4]), way.member.id]
    county.opens(windows.at("review-panel/members"))
    county.sends({name: str(value) for name, value in rows(people, way.member.id).items()}, "组成专家组")
    judges = [windows.of(each, checking=each is way.experts[0]) for each in (*way.experts[:4], way.member)]
    for judge in judges:
        judge.opens("/workbench")
        judge.follows_to("/conflict")
        judge.sends({"conflict": "no"}, "提交声明")
    windows.steps(county, "开始评审")
    seats = {seat.user_id: seat.id for seat in way.seats(Stage.REVIEW)}
    for number, (judge, person) in enumerate(zip(judges, people, strict=True)):
        judge.opens("/workbench")
        judge.follows_to(f"/seats/{seats[person]}")
        for bid, points in ((first, 92), (second, 84)):
            judge.opens(f"/seats/{seats[person]}/sheets/{bid}")
            judge.sends(sheet(way, points - number), "交评分表", guide="" if number or bid == second else GUIDE_SCORE)
    windows.steps(county, "汇总评分")
    county.opens(windows.at("ranking"))
    county.look("challenge-ranking")
    windows.steps(windows.city, "公示")
    objector = windows.team(1)
    objector.opens(windows.at("publicity"), guide="challenge-publicity")
    objector.opens(windows.at("objection"))
    objector.sends({"body": "请核查第一名的检测报告。"}, "提交异议")
    windows.city.opens(windows.at("objections"))
    windows.city.follows("处理")
    windows.city.sends({"handling": "dismissed", "finding": "检测报告经机构核实。"}, "作出结论")


def sheet(way: Way, points: int) -> dict[str, str | int | Path]:
    """A sheet with ``points`` on the first line and one less on each that follows."""
    lines = range(len(way.challenge.criteria))
    filled: dict[str, str | int | Path] = {f"lines-{line}-points": points - line for line in lines}
    return filled | {f"lines-{line}-comment": "路线有前期数据，团队能到位。" for line in lines}


def sign(windows: ChallengeWindows) -> None:
    """Drawn by the city, confirmed by three, and it counts by the stamped scan."""
    windows.steps(windows.city, "公示结束")
    bid = first_and_second(windows.way)[0]
    page, city = f"/bids/{bid}/pledge", windows.city
    city.opens(f"{page}/draw")
    city.sends({"amount": "200", "starts_on": clock.today().isoformat(), "ends_on": "2027-12-31"}, "保存并通知各方")
    for party in (windows.team(0), windows.issuer, city):
        party.opens(page)
        party.presses("确认这一版")
    city.look("challenge-pledge")
    city.follows("登记签订")
    city.sends({"signed_on": clock.today().isoformat(), "file": windows.paper("盖章件.pdf")}, "登记签订")
    windows.steps(city, "开始攻关")


def finish(windows: ChallengeWindows) -> None:
    way, city = windows.way, windows.city
    bid = first_and_second(way)[0]
    here, team = f"/bids/{bid}/milestones/1", windows.of(way.members[0], PHONE)
    team.opens(here)
    team.sends({"file": windows.paper("检测报告.pdf")}, "上传")
    team.sends({"report": "三批样品固化温度 118 ℃，良率 98.4%。"}, "提交报告")
    city.opens(f"{here}/review")
    review = {"way": "on_site", "reviewers": "孙测试（检测中心）", "final_user": "李测试（生产部）"}
    city.sends({**review, "verdict": "passed", "finding": "逐项合格。"}, "记录考核", guide="challenge-review")
    city.opens(f"{here}/payment")
    city.sends({"voucher": "2027-1"}, "登记付款")
    windows.steps(windows.county, "开始验收")
    city.opens(f"/bids/{bid}/field-test")
    test = {"tested_on": clock.today().isoformat(), "place": "二号产线", "final_users": "涂布车间甲班"}
    test |= {"third_party": "江畔示例检测中心", "course": "连续运行七十二小时。"}
    city.sends({**test, "findings-0-measured": "118 ℃", "findings-0-met": "yes"}, "保存测试记录")
    city.opens(f"/bids/{bid}/conclusion")
    city.sends({"outcome": "passed", "reason": "指标全部达到。"}, "作出结论")
    windows.steps(city, "作出结论", "指标全部达到。")
    windows.steps(windows.county, "兑付完", "余款付清。")
    city.opens(windows.at("acceptance"))
    city.look("challenge-acceptance")


def follow_up(windows: ChallengeWindows) -> None:
    row = windows.way.session.query(FollowUp).order_by(FollowUp.months).first()
    assert row is not None
    windows.county.opens("/workbench")
    windows.county.opens(f"/follow-ups/{row.id}")
    windows.county.sends({"usage": "in_use", "output_value": "120.5", "note": "两条产线在用。"}, "保存")
    windows.issuer.opens(windows.at("acceptance"))
    windows.issuer.sees("两条产线在用")
