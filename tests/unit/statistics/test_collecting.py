"""Whose report is due."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.statistics.reports.models import ReportState
from matchmaker.statistics.reports.queries.collecting import due, totals, years
from tests.factories.organizations import make_enterprise, make_university
from tests.factories.reports import make_report


def test_universities_report_and_firms_only_when_they_undertook_or_reported(session: Session) -> None:
    year = clock.today().year - 1
    silent, reported = make_university(session), make_university(session)
    make_enterprise(session)
    volunteer = make_enterprise(session)
    make_report(session, ReportState.SUBMITTED, unit=reported)
    make_report(session, ReportState.SUBMITTED, unit=volunteer)
    rows = {row.unit.id: row for row in due(session, ["340000"], year)}
    assert rows.keys() == {silent.id, reported.id, volunteer.id}
    assert [rows[key].is_missing for key in (silent.id, reported.id)] == [True, False]
    assert max(totals(rows.values()).values()) == 6


def test_a_draft_is_nobodys_but_its_units(session: Session) -> None:
    make_report(session)
    [row] = due(session, ["340000"], clock.today().year - 1)
    assert row.seen is None
    assert row.is_missing


def test_the_last_full_year_comes_first() -> None:
    assert years()[0] == clock.today().year - 1
