"""A booklet: cover, contents, a page a project, and of masked records the masked text alone."""

from __future__ import annotations

import io
from typing import Any

import docx
from flask import Flask
from sqlalchemy.orm import Session

from matchmaker.catalog.booklet import ENTRIES_A_PAGE, facts, make, sections, shortened
from matchmaker.catalog.export_columns import Line, public_line
from matchmaker.catalog.models import Disclosure
from matchmaker.core import clock
from tests.factories.catalog import make_achievement
from tests.support.downloads import headings, words_in

NAMES = {"340300": "蚌埠市", "340304": "禹会区"}
ADDRESS = "https://example.test"


def booklet(app: Flask, lines: list[Line], **values: Any) -> Any:
    file = io.BytesIO()
    with app.test_request_context():
        make("蚌埠市", lines, address=ADDRESS, **values).save(file)
    return docx.Document(file)


def test_each_project_has_a_page_with_what_a_county_asks_for(app: Flask, session: Session) -> None:
    rows = [make_achievement(session, title=f"成果{name}", disclosure=Disclosure.PUBLIC, trl=7) for name in "甲乙"]
    read = booklet(app, [Line(row, whole=True, names=NAMES) for row in rows])
    assert headings(read, 1) == ["1. 成果甲", "2. 成果乙"]
    assert all(each.paragraph_format.page_break_before for each in read.paragraphs if each.style.name == "Heading 1")
    assert headings(read, 2)[0] == "目录"
    text = words_in(read)
    for words in (
        "科技成果路演项目册",
        "共 2 项",
        "解决什么问题",
        "期望价格",
        "7 级",
        f"{ADDRESS}/achievements/{rows[0].id}",
    ):
        assert words in text


def test_no_contact_of_a_person_stands_in_it(app: Flask, session: Session) -> None:
    row = make_achievement(session, contact_team="某课题组")
    row.organization.contact_name, row.organization.contact_phone = "联络人", "13800000000"
    text = words_in(booklet(app, [Line(row, whole=True, names=NAMES)]))
    assert not [words for words in ("联络人", "13800000000", "某课题组") if words in text]


def test_a_masked_record_tells_its_masked_text_alone(app: Flask, session: Session) -> None:
    row = make_achievement(
        session,
        title="暗语名称",
        problem_solved="暗语问题",
        disclosure=Disclosure.MASKED,
        masked_text="一种提高玻璃强度的办法。",
        masked_approved_at=clock.now(),
    )
    line = public_line(row, evidenced=False, names=NAMES)
    with app.test_request_context():
        assert [label for label, _value in facts(line)] == ["完成单位", "所在地", "高新领域"]
        assert sections(line) == [("项目简介", "一种提高玻璃强度的办法。")]
    assert "暗语" not in words_in(booklet(app, [line]))


def test_the_cover_says_how_many_were_left_out(app: Flask, session: Session) -> None:
    lines = [Line(make_achievement(session), whole=True, names=NAMES)]
    assert "另有 3 项不对外公开" in words_in(booklet(app, lines, left_out=3))
    assert "另有" not in words_in(booklet(app, lines))


def test_a_long_contents_page_moves_the_first_project(app: Flask, session: Session) -> None:
    line = Line(make_achievement(session, title="成果"), whole=True, names=NAMES)
    text = words_in(booklet(app, [line] * (ENTRIES_A_PAGE + 1)))
    assert "1. 成果4" in text.replace("\t", "")


def test_long_texts_are_cut() -> None:
    assert (shortened("短", 10), shortened("长" * 20, 10)) == ("短", "长" * 9 + "…")
    assert shortened("\n".join("一二三四五六七"), 99) == "一\n二\n三\n四\n五\n六…"
