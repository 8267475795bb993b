"""The bureau returns or accepts a report, and notes to whom it went."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.statistics.reports.models import ReportState
from tests.factories.accounts import make_officer
from tests.factories.reports import make_report
from tests.support.page_client import PageClient


def test_a_report_is_accepted_and_delivered(client: PageClient, session: Session) -> None:
    row = make_report(session, ReportState.SUBMITTED)
    client.sign_in(make_officer(session, region_code=row.region_code))
    path = f"/annual-reports/{row.id}"
    session.rollback()
    refused = client.post(f"{path}/decision", {"reason": ""}, 422, form=path, button="退回修改")
    assert "请说明理由" in refused.error_summary
    client.post(f"{path}/decision", {}, form=path, button="通过并锁定")
    assert "已锁定" in client.follow().text
    sent = {"recipient": "finance_bureau", "day": str(clock.today()), "note": "当面送达"}
    client.post(f"{path}/deliveries", sent, form=path)
    assert "市财政局" in client.follow().text
