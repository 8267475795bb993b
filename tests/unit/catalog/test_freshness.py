"""Terms in months by the Chinese calendar."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from matchmaker.catalog.freshness import is_stale, months_after
from matchmaker.core import clock


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ((2026, 3, 5), 12, (2027, 3, 5)),
        ((2026, 8, 31), 6, (2027, 2, 28)),
        ((2027, 12, 31), 2, (2028, 2, 29)),
        ((2026, 3, 5), -6, (2025, 9, 5)),
    ],
)
def test_the_same_day_so_many_months_later(start: tuple[int, int, int], months: int, end: tuple[int, int, int]) -> None:
    moment = datetime(*start, 2, 30, tzinfo=UTC)
    assert months_after(moment, months) == datetime(*end, 2, 30, tzinfo=UTC)


def test_the_day_is_that_of_china() -> None:
    late = datetime(2026, 1, 30, 17, 0, tzinfo=UTC)  # the 31st in China
    assert months_after(late, 1) == datetime(2026, 2, 27, 17, 0, tzinfo=UTC)


def test_stale_from_the_very_moment_on() -> None:
    confirmed = datetime(2026, 1, 5, tzinfo=UTC)
    with clock.frozen(datetime(2026, 7, 5, tzinfo=UTC)):
        assert is_stale(confirmed, 6)
    with clock.frozen(datetime(2026, 7, 4, 23, 59, tzinfo=UTC)):
        assert not is_stale(confirmed, 6)
    assert not is_stale(None, 6)
