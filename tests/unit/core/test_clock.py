"""One clock: stored in UTC, read and typed in Chinese time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.core import clock


def test_now_is_aware_and_utc() -> None:
    assert clock.now().tzinfo is UTC


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 4, 15, 59, 59, tzinfo=UTC), date(2026, 3, 4)),
        (datetime(2026, 3, 4, 16, 0, 0, tzinfo=UTC), date(2026, 3, 5)),
        (datetime(2025, 12, 31, 16, 0, 0, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_a_chinese_day_begins_at_sixteen_hours_utc(moment: datetime, day: date) -> None:
    assert clock.china_date(moment) == day
    with clock.frozen(moment):
        assert clock.today() == day


@given(st.dates(date(1992, 1, 1), date(2200, 1, 1)))
def test_a_day_runs_from_its_start_up_to_the_next(day: date) -> None:
    start, end = clock.start_of_day(day), clock.end_of_day(day)
    assert end - start == timedelta(days=1)
    assert clock.china_date(start) == clock.china_date(end - timedelta(microseconds=1)) == day
    assert clock.china_date(end) == day + timedelta(days=1)


def test_time_stands_still_only_within_the_block() -> None:
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with clock.frozen(moment):
        assert clock.now() == moment
        with clock.frozen(moment + timedelta(days=1)):
            assert clock.now() == moment + timedelta(days=1)
        assert clock.now() == moment
    assert clock.now() != moment


def test_a_moment_without_a_zone_cannot_be_now() -> None:
    with pytest.raises(ValueError, match="naive"), clock.frozen(datetime(2026, 1, 1)):  # noqa: DTZ001 - the point
        pass
