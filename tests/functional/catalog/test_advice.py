"""The panel beside the form warns of what the writer may know, and of nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.catalog.ports import DUPLICATE_FINDER, NEED_PREVIEW, Hit, Preview
from tests.factories.accounts import make_member
from tests.factories.catalog import make_achievement
from tests.factories.organizations import make_enterprise, make_university
from tests.functional.catalog.filled import ACHIEVEMENT, NEED
from tests.support.page_client import PageClient


class Finder:
    """Finds what it was given, whatever is asked."""

    def __init__(self, *rows: Achievement) -> None:
        self.rows = rows
        self.asked: list[tuple[str, int | None]] = []

    def similar(self, kind: str, title: str, body: str, exclude_id: int | None = None) -> Sequence[Hit]:  # noqa: ARG002
        self.asked.append((title, exclude_id))
        return [Hit(kind, row.id, row.title, 0.91) for row in self.rows if row.id != exclude_id]


def panel(client: PageClient, **typed: str) -> str:
    fields = dict(client.get("/achievements/new").form("保存草稿").values)
    answer = client.raw.post("/achievements/quality", data={**fields, **ACHIEVEMENT, **typed})
    assert answer.status_code == 200
    return str(answer.text)


def told(text: str) -> str:
    """What is read, without the marks in it."""
    return re.sub(r"<[^>]*>", "", text).replace("不同：", "")


def test_the_words_that_differ_are_marked_on_both_sides(app: Flask, client: PageClient, session: Session) -> None:
    app.extensions[DUPLICATE_FINDER] = Finder(make_achievement(session, title="超薄柔性玻璃的化学强化技术"))
    client.sign_in(make_member(session, make_university(session)))
    text = panel(client, title="超薄柔性玻璃化学强化工艺")
    assert [told(each) for each in re.findall(r"<mark.*?</mark>", text)] == ["的", "技术", "工艺"]
    assert "本条写的是：工艺" in told(text)


def test_only_records_the_writer_may_know_of_are_named(app: Flask, client: PageClient, session: Session) -> None:
    unit = make_university(session)
    mine = make_achievement(session, organization=unit, title="本校陶瓷膜", disclosure="officers_only")
    shown = make_achievement(session, title="公开的陶瓷膜")
    hidden = make_achievement(session, title="不公开的陶瓷膜", disclosure="officers_only")
    app.extensions[DUPLICATE_FINDER] = Finder(mine, shown, hidden)
    client.sign_in(make_member(session, unit))
    text = told(panel(client))
    assert "本校陶瓷膜" in text
    assert "公开的陶瓷膜" in text
    assert "91%" in text
    assert "不公开的陶瓷膜" not in text
    assert hidden.organization.name not in text


def test_a_masked_record_is_called_by_its_approved_text(app: Flask, client: PageClient, session: Session) -> None:
    masked = make_achievement(session, title="真实名称", disclosure="masked", masked_text="一种膜浓缩工艺。")
    app.extensions[DUPLICATE_FINDER] = Finder(masked)
    client.sign_in(make_member(session, make_university(session)))
    assert "真实名称" not in panel(client)


def test_a_similar_record_sends_the_submission_to_review(app: Flask, client: PageClient, session: Session) -> None:
    unit = make_university(session)
    app.extensions[DUPLICATE_FINDER] = Finder(make_achievement(session))
    client.sign_in(make_member(session, unit))
    client.post("/achievements/new", ACHIEVEMENT, button="完成并提交")
    assert "对接联络员" in client.follow().messages


def test_words_to_check_and_missing_protection_are_warned_of(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_university(session)))
    text = panel(client, summary="按GJB执行", ip_status="unfiled", disclosure="public")
    assert "GJB" in text
    assert "丧失新颖性" in text
    assert "丧失新颖性" not in panel(client, disclosure="public")
    assert "丧失新颖性" not in panel(client, ip_status="unfiled", disclosure="masked")


def test_a_short_title_is_not_searched_for(app: Flask, client: PageClient, session: Session) -> None:
    finder = app.extensions[DUPLICATE_FINDER] = Finder()
    client.sign_in(make_member(session, make_university(session)))
    panel(client, title="膜")
    assert finder.asked == []


def test_a_masked_record_without_its_text_is_warned_of(client: PageClient, session: Session) -> None:
    client.sign_in(make_member(session, make_university(session)))
    assert "还没有脱敏文字" in panel(client, disclosure="masked")
    assert "还没有脱敏文字" not in panel(client, disclosure="masked", masked_text="一种膜浓缩工艺。")


class Looker:
    """Finds one achievement, whatever is typed."""

    def __init__(self, row: Achievement) -> None:
        self.row = row
        self.asked: list[str] = []

    def best(self, said: Mapping[str, Any]) -> Sequence[Preview]:
        self.asked.append(said["title"])
        return [Preview(self.row.id, self.row.title, "涂山大学", "fair", ("浓缩",))]


def test_the_live_panel_of_a_need_shows_what_it_finds(app: Flask, client: PageClient, session: Session) -> None:
    looker = app.extensions[NEED_PREVIEW] = Looker(make_achievement(session))
    client.sign_in(make_member(session, make_enterprise(session)))
    fields = dict(client.get("/needs/new").form("保存草稿").values)
    text = client.raw.post("/needs/quality", data={**fields, **NEED}).text
    assert 'id="preview" data-live' in text
    assert looker.row.title in text
    assert "较强相关" in text
    assert "都提到：浓缩" in text
    assert looker.asked == [NEED["title"]]


def test_without_scripts_a_button_shows_it_and_nothing_is_saved(
    app: Flask, client: PageClient, session: Session
) -> None:
    looker = app.extensions[NEED_PREVIEW] = Looker(make_achievement(session))
    client.sign_in(make_member(session, make_enterprise(session)))
    page = client.get("/needs/new")
    assert looker.asked == []
    page = client.submit(page, NEED, 200, button="看看能找到什么")
    assert looker.row.title in page.text
    assert page.form("保存草稿").value("title") == NEED["title"]
    assert session.scalars(select(Need)).all() == []


def test_nothing_found_is_said_and_an_achievement_has_no_preview(
    app: Flask, client: PageClient, session: Session
) -> None:
    app.extensions.pop(NEED_PREVIEW)
    client.sign_in(make_member(session, make_enterprise(session)))
    page = client.submit(client.get("/needs/new"), NEED, 200, button="看看能找到什么")
    assert "公开的成果里还没有接近的" in page.text
    client.sign_in(make_member(session, make_university(session)))
    assert "看看能找到什么" not in client.get("/achievements/new").text
