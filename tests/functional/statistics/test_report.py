"""Who finds which annual reports."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.statistics.reports.models import ReportState
from tests.factories.accounts import make_member, make_officer
from tests.factories.organizations import make_university
from tests.factories.reports import make_report
from tests.support.page_client import PageClient


def test_a_unit_sees_its_own_and_the_bureau_what_was_handed_in(client: PageClient, session: Session) -> None:
    unit = make_university(session)
    member, officer = make_member(session, unit), make_officer(session, unit.region_code)
    handed_in, other = make_report(session, ReportState.SUBMITTED, unit=unit), make_report(session)
    client.sign_in(member)
    assert f"/annual-reports/{handed_in.id}" in client.get("/annual-reports").links.values()
    client.get(f"/annual-reports/{handed_in.id}")
    client.get(f"/annual-reports/{other.id}", 404)
    client.sign_in(officer)
    assert "通过并锁定" in client.get(f"/annual-reports/{handed_in.id}").text
