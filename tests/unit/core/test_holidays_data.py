"""The holidays that are shipped: each year says where it comes from and fits the week."""

import json
from datetime import date
from importlib.resources import files
from typing import Any

import pytest

YEARS: dict[str, dict[str, Any]] = json.loads(
    (files("matchmaker.core") / "data/holidays.json").read_text(encoding="utf-8")
)
SATURDAY = 5


@pytest.mark.parametrize("year", YEARS)
def test_days_lie_in_their_year_once_and_in_order(year: str) -> None:
    for days in (YEARS[year]["holidays"], YEARS[year]["workdays"]):
        assert days == sorted(set(days))
        assert {date.fromisoformat(day).year for day in days} == {int(year)}


@pytest.mark.parametrize("year", YEARS)
def test_work_is_moved_to_weekends_only(year: str) -> None:
    moved = [date.fromisoformat(day) for day in YEARS[year]["workdays"]]
    assert all(day.weekday() >= SATURDAY for day in moved)
    assert not set(YEARS[year]["workdays"]) & set(YEARS[year]["holidays"])


@pytest.mark.parametrize("year", YEARS)
def test_the_notice_is_named(year: str) -> None:
    assert "国办发明电" in YEARS[year]["source"]
