"""A team writes, seals, replaces and takes back its bid; what it typed is never lost, and never kept."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Profile
from matchmaker.challenges.sealing import receipts
from matchmaker.config import Settings
from tests.factories.accounts import make_member
from tests.support.page_client import File, PageClient, Value
from tests.support.pages import Page
from tests.support.snapshot import changed, snapshot
from tests.unit.challenges.stage import PLAN, Way, make_way

# What a visit renews whatever its purpose.
VISITED = ("user_session",)
TYPED: dict[str, Value] = {
    "leader": "赵测试",
    "plan": PLAN,
    "price": "250",
    "milestones-0-title": "小试",
    "milestones-0-due_on": "2027-01-31",
    "milestones-0-share": "100",
}
WORDS = "our team's own words"


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    return make_way(session, settings.data_dir)


def team(app: Flask, way: Way, number: int = 0) -> PageClient:
    return PageClient(app).sign_in(way.members[number])


def address(way: Way) -> str:
    return f"/challenges/{way.challenge_id}/bid"


def press(visitor: PageClient, way: Way, button: str, status: int = 200, **values: Value) -> Page:
    return visitor.post(address(way), {**TYPED, **values}, status, button=button)


def attached() -> File:
    """Larger than what a form's parser keeps in memory by itself."""
    return BytesIO(b"%PDF-1.7\n" + b"x" * 600_000), "plan.pdf"


def receipt_on(page: Page) -> Any:
    return json.loads("".join(page.all("textarea", id="receipt-text")[0].itertext()))


def test_a_team_hands_in_replaces_and_takes_back(app: Flask, way: Way, engine: Engine) -> None:
    way.receiving()
    visitor = team(app, way)
    before = snapshot(engine, without=VISITED)
    page = press(visitor, way, "密封提交", files=attached())
    assert "平台不留底" in page.text
    assert receipts.is_genuine(receipt_on(page), way.keys.signing.public_key())
    assert changed(before, snapshot(engine, without=VISITED)) == ["sealed_envelope"]

    assert "贵单位的揭榜书已密封收到" in visitor.get(address(way), max_statements=8).text
    assert "密封收到" not in team(app, way, 1).get(address(way)).text
    second = receipt_on(press(visitor, way, "密封并替换原揭榜书", plan=f"第二稿。{PLAN}"))
    assert second["statement"]["entry"]["action"] == "bid.bid"
    visitor.get(address(way))
    gone = visitor.post(f"{address(way)}/withdrawal", {}, 200, form=address(way))
    assert receipt_on(gone)["statement"]["act"] == "withdrawal"
    assert "已撤回" in visitor.get(address(way)).text
    press(visitor, way, "密封提交", plan=f"第三稿。{PLAN}", files=attached())
    assert changed(before, snapshot(engine, without=VISITED)) == ["sealed_envelope"]
    way.close()
    assert [bid.plan[:4] for bid in way.open()] == ["第三稿。"]


def test_what_is_missing_is_said_at_its_field_and_row(app: Flask, way: Way) -> None:
    way.receiving()
    visitor = team(app, way)
    rows: dict[str, Value] = {
        "members-0-name": "",
        "members-0-duty": "",
        "members-1-name": "钱测试",
        "milestones-0-share": "60",
        "milestones-1-title": "验证",
        "milestones-1-due_on": "不是日期",
        "plan": "太短",
        "files": (BytesIO(b"%PDF-1.7"), "plan.pdf"),
    }
    answer = visitor.forge(address(way), {**TYPED, **rows, "action": "submit"}, 422)
    for said in ("团队成员第 2 行", "攻关节点第 2 行", "攻关方案"):
        assert said in answer.error_summary
    assert "重新选择附件" in answer.text
    assert {"太短", "钱测试", "不是日期", "60"} <= {value.strip() for _name, value in answer.form("密封提交").values}

    changes: list[tuple[dict[str, Value], str]] = [
        ({"price": "9999"}, "不超过榜金"),
        ({"milestones-0-share": "60"}, "合计须为 100%"),
        ({"files": (BytesIO(b"MZ"), "setup.exe")}, "只能上传"),
        ({"files": (BytesIO(b""), "empty.pdf")}, "空文件"),
    ]
    for change, said in changes:
        refused = press(visitor, way, "密封提交", 422, **change)
        assert said in refused.error_summary
        assert refused.form("密封提交").value("plan").strip() == PLAN
    assert "内容完整" in press(visitor, way, "只检查").text
    assert "贵单位" not in visitor.get(address(way)).text.replace("贵单位不能", "")


def test_a_draft_needs_the_team_s_words_each_time(app: Flask, way: Way) -> None:
    way.receiving()
    visitor = team(app, way)
    assert "至少 10 个字符" in press(visitor, way, "加密保存草稿", 422, passphrase="short").error_summary
    saved = press(visitor, way, "加密保存草稿", passphrase=WORDS, plan="只写了一半", price="还没定")
    assert WORDS not in saved.source
    assert "加密保存" in saved.text
    opening = f"{address(way)}/draft"
    fresh = visitor.get(address(way))
    assert "只写了一半" not in fresh.source
    wrong = visitor.post(opening, {"words": "other words"}, 422, form=address(way), button="打开草稿")
    assert "口令不对" in wrong.error_summary
    opened = visitor.post(opening, {"words": WORDS}, 200, form=address(way), button="打开草稿")
    form = opened.form("密封提交")
    assert (form.value("plan").strip(), form.value("price")) == ("只写了一半", "还没定")
    assert form.value("passphrase") == ""
    visitor.post(opening, {"words": WORDS}, 200, form=address(way), button="删除草稿")
    assert "有一份加密的草稿" not in visitor.get(address(way)).text
    team(app, way, 1).forge(opening, {"words": WORDS}, 404)


def test_who_may_not_bid_is_told_why_and_cannot(app: Flask, way: Way) -> None:
    way.receiving()
    issuer = PageClient(app).sign_in(way.member)
    page = issuer.get(address(way))
    assert "不能牵头揭榜" in page.text
    assert page.forms == []
    refused = issuer.forge(address(way), {**TYPED, "action": "submit"}, 422)
    assert "不能牵头揭榜" in refused.text
    team(app, way).get(f"{address(way)}?organization={way.teams[1].id}", 404)
    PageClient(app).sign_in(way.officer).get(address(way), 403)


def test_universities_that_were_not_invited_cannot_bid(app: Flask, way: Way) -> None:
    way.receiving(Profile.UNIVERSITY)
    assert "只向受邀高校开放" in team(app, way).get(address(way)).text


def test_before_posting_there_is_no_page_and_after_the_deadline_no_form(app: Flask, way: Way) -> None:
    way.approved()
    team(app, way).get(address(way), 404)
    way.make_keys()
    way.post()
    visitor = team(app, way)
    page = visitor.get(address(way))
    way.close()
    sent = visitor.submit(page, TYPED, 422, button="密封提交")
    assert sent.code == "deadline_passed"
    assert "密封提交" not in visitor.get(address(way)).text


def test_a_person_of_two_units_says_for_which_it_bids(app: Flask, session: Session, way: Way) -> None:
    way.receiving()
    somebody = make_member(session, way.teams[0])
    visitor = PageClient(app).sign_in(somebody)
    visitor.get(f"{address(way)}?organization={way.teams[0].id}")


def test_refusals_on_the_way_leave_no_note(app: Flask, way: Way, engine: Engine) -> None:
    way.receiving()
    visitor = team(app, way)
    before = snapshot(engine, without=VISITED)
    visitor.raw.post(address(way), data={**TYPED, "csrf_token": "stale", "action": "submit"})
    press(visitor, way, "密封提交", 422, plan="短")
    assert changed(before, snapshot(engine, without=VISITED)) == []
