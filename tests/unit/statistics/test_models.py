"""Whose a report is, and what it says of a line."""

from __future__ import annotations

from matchmaker.core import clock
from matchmaker.statistics.reports.models import AnnualReport


def test_the_bureau_sees_a_report_once_it_was_handed_in() -> None:
    row = AnnualReport(organization_id=7, region_code="340300", year=2025, figures={})
    assert row.scope.organizations == {7}
    assert not row.scope.regions
    row.submitted_at = clock.now()
    assert row.scope.regions == {"340300"}


def test_a_line_without_a_figure_is_empty() -> None:
    row = AnnualReport(figures={"agencies": {"stated": 0}})
    assert (row.stated("agencies"), row.drafted("agencies"), row.reason("agencies")) == (0, None, "")
    assert row.stated("brokers") is None
