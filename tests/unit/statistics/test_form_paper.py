"""The paper of a report has a line for everything the form asks."""

from __future__ import annotations

import io

from docx import Document
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from matchmaker.statistics.reports.blocks import LINES
from matchmaker.statistics.reports.form_paper import word_of, write_excel
from tests.factories.reports import make_report


def test_word_and_excel_have_every_line(app: Flask, session: Session) -> None:
    row = make_report(session)
    word, excel = io.BytesIO(), io.BytesIO()
    with app.test_request_context():
        word_of(row, "年度报告").save(word)
        write_excel(excel, row, "年度报告")
    cells = {cell.text for table in Document(word).tables for line in table.rows for cell in line.cells}
    told = {cell for line in load_workbook(excel).worksheets[0].iter_rows(values_only=True) for cell in line}
    assert {line.label for line in LINES.values()} <= cells & told
