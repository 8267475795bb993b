"""Working days as offices keep them: weekends, holidays and exchanged days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.core import clock
from matchmaker.core.calendar import add_working_days, is_working_day, working_days_between

NOON = timedelta(hours=12)


def noon(day: date) -> datetime:
    return clock.start_of_day(day) + NOON


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2025, 9, 26), True),  # a Friday
        (date(2025, 9, 27), False),  # a Saturday
        (date(2025, 9, 28), True),  # a Sunday exchanged for the holiday
        (date(2025, 10, 1), False),  # National Day
        (date(2025, 10, 8), False),
        (date(2025, 10, 9), True),
        (date(2025, 10, 11), True),  # a Saturday exchanged
        (date(2099, 1, 1), True),  # no data for that year: Monday to Friday
        (date(2099, 1, 3), False),
    ],
)
def test_which_days_offices_work(day: date, works: bool) -> None:  # noqa: FBT001
    assert is_working_day(day) is works


def test_a_deadline_of_three_working_days_jumps_the_holiday() -> None:
    due = add_working_days(noon(date(2025, 9, 30)), 3)
    assert due == clock.end_of_day(date(2025, 10, 11))  # 9th, 10th, and the exchanged Saturday


def test_no_days_is_the_end_of_the_same_day_even_a_holiday() -> None:
    assert add_working_days(noon(date(2025, 10, 1)), 0) == clock.end_of_day(date(2025, 10, 1))


def test_the_day_is_the_chinese_one() -> None:
    late = datetime(2025, 9, 28, 17, tzinfo=UTC)  # one in the morning of the 29th in China
    assert add_working_days(late, 1) == clock.end_of_day(date(2025, 9, 30))


@given(st.dates(date(2024, 1, 1), date(2027, 12, 1)), st.integers(0, 30))
def test_counting_and_adding_agree(day: date, days: int) -> None:
    due = add_working_days(noon(day), days)
    last = due - timedelta(microseconds=1)
    assert working_days_between(noon(day), last) == days
    assert days == 0 or is_working_day(clock.china_date(last))
