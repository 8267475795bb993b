"""攻关 on its pages: report, evidence, review, money."""

from __future__ import annotations

import io

from flask import Flask

from tests.support.page_client import PageClient
from tests.unit.challenges.conftest import way
from tests.unit.challenges.stage import Way

__all__ = ["way"]

REVIEW = {
    "way": "in_use",
    "reviewers": "孙测试（检测中心）",
    "final_user": "李测试（生产部）",
    "verdict": "passed",
    "finding": "固化温度 118 ℃，合格。",
}


def test_a_milestone_from_its_report_to_its_money(app: Flask, way: Way) -> None:
    [bid] = way.working(bids=1)
    here, pledge = f"/bids/{bid.id}/milestones/1", f"/bids/{bid.id}/pledge"
    officer, team = PageClient(app).sign_in(way.officer), PageClient(app).sign_in(way.member_of(bid))
    officer.get(f"{here}/review", 409)
    officer.get(f"{here}/payment", 409)
    page = team.get(here, max_statements=8)
    proof = {"file": (io.BytesIO(b"%PDF-1.7\n%%EOF\n"), "检测报告.pdf")}
    assert "只能上传" in team.submit(page, {"file": (io.BytesIO(b"MZ"), "a.exe")}, button="上传", status=422).text
    team.submit(team.get(here), proof, button="上传")
    assert "完成情况" in team.submit(team.get(here), {"report": ""}, button="提交报告", status=422).error_summary
    team.submit(team.get(here), {"report": "三批样品固化温度 118 ℃。"}, button="提交报告")
    assert "检测报告.pdf" in officer.get(here, max_statements=8).text

    review = officer.get(f"{here}/review", max_statements=8)
    assert "三批样品" in review.text
    incomplete = officer.submit(review, {**REVIEW, "final_user": ""}, status=422)
    assert "最终用户代表" in incomplete.error_summary
    officer.submit(incomplete, {**REVIEW, "verdict": "rectify", "finding": "样本不足，补测两批。"})
    assert "样本不足" in team.get(here).text
    team.submit(team.get(here), {"report": "已补测两批。"}, button="提交报告")
    second = officer.get(f"{here}/review")
    assert "整改一次" not in [choice.strip() for choice in second.text.split()]
    officer.submit(second, REVIEW)
    assert "实地勘察" not in officer.get(here).text

    pay = officer.get(f"{here}/payment", max_statements=8)
    above = officer.submit(pay, {"amount": "80.01"}, status=422)
    assert "不超过这个节点的金额" in above.error_summary
    officer.submit(above, {"amount": "80", "voucher": "20270201-003"})
    told = team.get(pledge, max_statements=8).text
    assert "已通过 80.00 万元，已付 80.00 万元，通过未付 0.00 万元" in told
    assert "20270201-003" in team.get(here).text
