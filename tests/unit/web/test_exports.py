"""A spreadsheet shows what was written and computes nothing."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.errors import Invalid
from matchmaker.web.columns import FORMULA_STARTS
from matchmaker.web.exports import (
    MARK,
    csv_answer,
    csv_text,
    disposition,
    export,
    export_href,
    note,
    safe_cell,
)


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_text_that_would_compute_is_quoted(start: str) -> None:
    assert safe_cell(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_every_start_that_the_rules_name_is_known(start: str) -> None:
    assert start in FORMULA_STARTS


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert (safe_cell(-3), safe_cell(0.25), safe_cell(None), safe_cell("3-1")) == (-3, 0.25, "", "3-1")


@given(st.lists(st.lists(st.text(max_size=20), min_size=2, max_size=2), max_size=5))
def test_what_is_read_back_is_what_was_written(rows: list[list[str]]) -> None:
    text = csv_text(["甲", "乙"], rows)
    assert text.startswith(MARK)
    read = list(csv.reader(io.StringIO(text.removeprefix(MARK), newline="")))
    assert read == [["甲", "乙"], *([safe_cell(cell) for cell in row] for row in rows)]
    assert not any(cell.startswith(FORMULA_STARTS) for row in read for cell in row)


def test_the_answer_is_a_download_in_utf8_with_its_mark(app: Flask) -> None:
    with app.test_request_context():
        answer = csv_answer("quality-rates", ["指标"], [["采纳率"]])
    assert answer.get_data() == b"\xef\xbb\xbf" + "指标\r\n采纳率\r\n".encode()
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="quality-rates.csv"'


def test_money_and_dates_are_plain_in_csv() -> None:
    assert safe_cell(Decimal("1250.500000")) == "1250.5"
    assert safe_cell(Decimal(1_000)) == "1000"
    assert safe_cell(date(2026, 3, 5)) == "2026-03-05"


def test_the_file_has_a_chinese_name_with_the_day_and_another_for_old_programs() -> None:
    with clock.frozen(datetime(2026, 3, 4, 17, 0, tzinfo=UTC)):
        header = disposition("科技成果", "achievements", "xlsx")
    assert header == (
        'attachment; filename="achievements-20260305.xlsx"; '
        "filename*=UTF-8''%E7%A7%91%E6%8A%80%E6%88%90%E6%9E%9C_20260305.xlsx"
    )


def test_a_link_keeps_the_filters_and_leaves_the_page_behind(app: Flask) -> None:
    with app.test_request_context("/needs?field=new_materials&field=energy&page=3&print=1&q=玻璃"):
        href = urlsplit(export_href("catalog.export_needs", format="csv"))
    assert href.path == "/needs/export"
    assert parse_qs(href.query) == {"field": ["new_materials", "energy"], "q": ["玻璃"], "format": ["csv"]}


@pytest.mark.parametrize("asked", ["xlsx", "csv"])
def test_more_rows_than_a_file_holds_are_refused_not_cut(app: Flask, asked: str) -> None:
    with app.test_request_context(f"/?format={asked}"), pytest.raises(Invalid, match=r"50,001 条.*50,000 条"):
        export("清单", "list", [], iter(()), total=50_001, is_public=True)


def test_what_was_searched_for_is_not_kept_in_the_audit(app: Flask, session: Session) -> None:
    with app.test_request_context("/?q=张三&state=held&page=2"):
        note("suggestions", "xlsx", rows=3)
    entry = session.scalars(select(AuditEntry).order_by(AuditEntry.seq.desc())).first()
    assert entry is not None
    assert (entry.action, entry.subject_kind, entry.subject_id) == ("list.exported", "suggestions", "xlsx")
    assert entry.detail == {"filters": {"q": ["…"], "state": ["held"]}, "rows": 3}
