"""When something is due is said as an office would say it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from matchmaker.core import clock
from matchmaker.home.due import due_at, due_on

FRIDAY_NOON = datetime(2026, 3, 6, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 6), "今天到期"),
        (date(2026, 3, 9), "还剩 1 个工作日"),
        (date(2026, 3, 7), "2026年3月7日到期"),
        (date(2026, 12, 31), "2026年12月31日到期"),
        (date(2026, 3, 5), "逾期 1 个工作日"),
        (date(2026, 2, 28), "逾期 5 个工作日"),
    ],
)
def test_days_are_working_days(app: Flask, day: date, words: str) -> None:
    with clock.frozen(FRIDAY_NOON), app.test_request_context():
        assert due_on(day) == (words, words.startswith("逾期"))


def test_on_a_weekend_a_friday_is_past_but_no_working_day_late(app: Flask) -> None:
    with clock.frozen(datetime(2026, 3, 7, 4, tzinfo=UTC)), app.test_request_context():
        assert due_on(date(2026, 3, 6)) == ("已逾期", True)


def test_a_midnight_belongs_to_the_day_before(app: Flask) -> None:
    with clock.frozen(FRIDAY_NOON), app.test_request_context():
        assert due_at(datetime(2026, 3, 6, 16, tzinfo=UTC)).words == "今天到期"
