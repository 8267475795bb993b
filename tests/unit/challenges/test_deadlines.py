"""Times in words, and a deadline that offices can keep."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from flask import Flask

from matchmaker.challenges.deadlines import left, meaning, proposed
from matchmaker.core import clock

NOW = datetime(2026, 9, 14, 18, 30, tzinfo=clock.CHINA)


@pytest.fixture(autouse=True)
def _evening(app: Flask) -> Iterator[None]:
    with app.test_request_context(), clock.frozen(NOW):
        yield


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (timedelta(days=5, hours=3, minutes=59), "5 天 3 小时"),
        (timedelta(days=1), "1 天 0 小时"),
        (timedelta(hours=3, minutes=20), "3 小时 20 分钟"),
        (timedelta(minutes=59), "59 分钟"),
        (timedelta(seconds=30), "不到 1 分钟"),
        (timedelta(0), ""),
        (-timedelta(days=1), ""),
    ],
)
@pytest.mark.one_database
def test_what_is_left(ahead: timedelta, words: str) -> None:
    assert left(NOW + ahead) == words


@pytest.mark.one_database
def test_the_proposal_is_long_enough_and_ends_on_a_working_day_at_an_offices_hour() -> None:
    begins, closes = proposed(15)
    assert begins == NOW
    # fifteen days on is the 29th, after the hour; the holidays of October begin on the 1st
    assert closes == datetime(2026, 9, 30, 17, tzinfo=clock.CHINA)
    assert proposed(17)[1] == datetime(2026, 10, 8, 17, tzinfo=clock.CHINA)


@pytest.mark.one_database
def test_what_dates_amount_to() -> None:
    facts = dict(meaning(NOW - timedelta(days=1), datetime(2026, 10, 3, 9, tzinfo=clock.CHINA)))
    assert facts["揭榜期"].startswith("18 天")
    assert "星期六，不是工作日" in facts["截止时间"]
