"""The demo city shows an annual report that waits for the bureau and one that is being written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.statistics.reports.blocks import DRAFTED
from matchmaker.statistics.reports.models import AnnualReport, ReportState
from matchmaker.statistics.reports.queries.drafting import drafted


@pytest.fixture
def city(demo_city: Settings) -> Iterator[Session]:
    engine = make_engine(demo_city.database_url)
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


def test_one_report_is_handed_in_and_one_begun(city: Session) -> None:
    reports = city.scalars(select(AnnualReport)).all()
    assert {row.state for row in reports} == {ReportState.SUBMITTED, ReportState.DRAFT}
    for row in reports:
        found = drafted(city, row.organization_id, row.year)
        assert {line.code: row.drafted(line.code) for line in DRAFTED} == found
        assert found["license_count"] == 1
