"""Indicators as places find them."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from matchmaker.statistics.models import Force, Kpi
from matchmaker.statistics.queries.kpis import closed_year, frozen


@pytest.mark.parametrize(
    ("force", "ends"), [(Force.IN_FORCE, date(2026, 5, 31)), (Force.DRAFT, None), (Force.EXPIRED, None)]
)
def test_only_a_text_in_force_within_its_time_holds(force: Force, ends: date | None) -> None:
    day = date(2026, 6, 1)
    assert Kpi(force=Force.IN_FORCE, valid_from=day, valid_to=day).holds_on(day)
    assert not Kpi(force=force, valid_from=None, valid_to=ends).holds_on(day)


def test_an_open_year_has_nothing_reported(session: Session) -> None:
    assert frozen(closed_year(session, "340300", 2020), "absorbed_amount") is None
