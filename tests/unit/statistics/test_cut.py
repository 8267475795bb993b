"""Which days a figure covers."""

from __future__ import annotations

from datetime import date

import pytest

from matchmaker.statistics.cut import BEGINNING, Cut
from matchmaker.statistics.metrics import Metric


@pytest.mark.parametrize(
    ("first_year", "month", "begins", "ends"),
    [
        (2024, None, date(2024, 1, 1), date(2024, 12, 31)),
        (2024, 2, date(2024, 2, 1), date(2024, 2, 29)),
        (2024, 12, date(2024, 12, 1), date(2024, 12, 31)),
        (None, None, BEGINNING, date(2024, 12, 31)),
    ],
)
def test_a_cut_covers_whole_months(first_year: int | None, month: int | None, begins: date, ends: date) -> None:
    cut = Cut(Metric.ABSORBED_AMOUNT, ("340300",), 2024, first_year=first_year, month=month)
    assert (cut.begins, cut.ends) == (begins, ends)
