"""A spreadsheet shows what was written and computes nothing."""

import csv
import io

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.web.exports import FORMULA_STARTS, MARK, csv_answer, csv_text, safe_cell


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
