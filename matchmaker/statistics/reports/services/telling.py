"""Telling the bureau that a report came, the unit what became of it, and who is late."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.deals.queries import speakers
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import officers_for
from matchmaker.statistics.reports.models import AnnualReport
from matchmaker.statistics.reports.workflow import REPORT


def page_of(row: AnnualReport) -> str:
    """The path of the report's page."""
    return f"/annual-reports/{row.id}"


def tell_officers(session: Session, row: AnnualReport) -> None:
    """A report waits for the officers of its region."""
    given = {"unit": row.organization.name, "year": row.year}
    title = N_("有年度报告待审：%(unit)s") % given
    message = Message("annual_report.submitted", title, N_("%(unit)s 提交了%(year)s年度报告。") % given, page_of(row))
    people = officers_for(session, row.region_code)
    notify(session, people, message, dedup_key=f"annual_report:{row.id}:submitted:{row.version}")


def tell_unit(session: Session, row: AnnualReport) -> None:
    """Where the unit's report stands now, and why."""
    given = {"state": REPORT.labels[row.state], "year": row.year}
    body = N_("%(year)s年度报告：%(state)s。") % given
    if row.state_reason:
        body += N_("理由：%(reason)s") % {"reason": row.state_reason}
    message = Message("annual_report.decided", N_("年度报告有了进展：%(state)s") % given, body, page_of(row))
    people = speakers(session, row.organization_id)
    notify(session, people, message, dedup_key=f"annual_report:{row.id}:{row.state}:{row.version}")


def remind(session: Session, unit: Organization, year: int) -> bool:
    """Tell the unit's people that its report is missing; False where nobody can be told."""
    given = {"unit": unit.name, "year": year}
    title = N_("请提交%(year)s年度报告") % given
    body = N_("%(unit)s 还没有提交%(year)s年度科技成果转化报告。平台可以按台账草拟，核对后提交。") % given
    people = speakers(session, unit.id)
    message = Message("annual_report.due", title, body, "/annual-reports")
    notify(session, people, message, dedup_key=f"annual_report:due:{unit.id}:{year}:{clock.today()}")
    return bool(people)
