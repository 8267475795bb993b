"""The month on paper: one row for each place, and their sum."""

from __future__ import annotations

import io

from docx import Document
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from matchmaker.statistics.reports import month_words
from matchmaker.statistics.reports.month_paper import word_of, write_ledger
from matchmaker.statistics.reports.queries.monthly import of_month


def test_every_place_has_a_row_and_the_sum_is_last(app: Flask, session: Session) -> None:
    found = of_month(session, ["340300"], 2025, 3)
    word, excel = io.BytesIO(), io.BytesIO()
    with app.test_request_context():
        word_of(found, "月报", "联络员").save(word)
        write_ledger(excel, found, (month_words.COLUMNS, []), [])
        last = month_words.total(found).name
    rows = [row.cells[0].text for row in Document(word).tables[0].rows]
    assert rows[1:] == [*(place.name for place in found.places), last]
    sheet = load_workbook(excel).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == rows[1:]
