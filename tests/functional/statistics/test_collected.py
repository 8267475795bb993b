"""The bureau's list of a year, its reminders and its file."""

from __future__ import annotations

import io

from openpyxl import load_workbook
from sqlalchemy.orm import Session

from matchmaker.statistics.reports.models import ReportState
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_university
from tests.factories.reports import make_report
from tests.support.page_client import PageClient


def test_who_is_missing_is_reminded_and_the_rest_taken_away(client: PageClient, session: Session) -> None:
    unit = make_university(session)
    make_member(session, unit)
    year = make_report(session, ReportState.SUBMITTED, unit=unit).year
    client.sign_in(make_officer(session, region_code=unit.region_code))
    assert "未提交 0 家" in client.get("/annual-reports/collected", max_statements=8).text
    before = f"/annual-reports/collected?year={year - 1}"
    client.post("/annual-reports/collected/remind", {"year": year - 1}, form=before)
    assert "已提醒 1 家单位" in client.follow().text
    book = load_workbook(io.BytesIO(client.answer(f"/annual-reports/collected/export?year={year}").data))
    head, row = list(book.worksheets[0].iter_rows(values_only=True))
    assert dict(zip(head, row, strict=True))["获奖励人次（人次）"] == 3
    assert "统计口径" in book.sheetnames
