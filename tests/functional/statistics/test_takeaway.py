"""A report as Word and Excel says what its page says."""

from __future__ import annotations

import io

from docx import Document
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from matchmaker.statistics.reports.models import ReportState
from tests.factories.accounts import make_officer
from tests.factories.reports import make_report
from tests.support.page_client import PageClient


def test_word_and_excel_carry_figures_and_reasons(client: PageClient, session: Session) -> None:
    corrected = {"license_received": {"drafted": 123_456_789, "stated": 200_000_001, "reason": "尾款已到账"}}
    row = make_report(session, ReportState.SUBMITTED, figures=corrected)
    client.sign_in(make_officer(session, region_code=row.region_code))
    path = f"/annual-reports/{row.id}"
    session.rollback()
    word = Document(io.BytesIO(client.answer(f"{path}/word").data))
    cells = {cell.text for table in word.tables for line in table.rows for cell in line.cells}
    assert {"200.00", "123.46", "尾款已到账"} <= cells
    sheet = load_workbook(io.BytesIO(client.answer(f"{path}/excel").data)).worksheets[0]
    told = {line[1]: line[2:] for line in sheet.iter_rows(min_row=8, max_col=5, values_only=True)}
    assert told["许可：到账（万元）"] == (123.456789, 200.000001, "尾款已到账")
