"""Working days in China: weekends, public holidays and exchanged days (调休).

The days are data (``data/holidays.json``), entered each year from the State
Council's notice; a year without data counts Monday to Friday.
"""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files

from matchmaker.core.clock import china_date, end_of_day, start_of_day

SATURDAY = 5


@cache
def _exceptions() -> tuple[frozenset[date], frozenset[date]]:
    years = json.loads(files("matchmaker.core").joinpath("data/holidays.json").read_text(encoding="utf-8"))
    entries = [entry for entry in years.values() if isinstance(entry, dict)]
    off = frozenset(date.fromisoformat(day) for entry in entries for day in entry.get("holidays", ()))
    on = frozenset(date.fromisoformat(day) for entry in entries for day in entry.get("workdays", ()))
    return off, on


def is_working_day(day: date) -> bool:
    """Whether offices work on ``day``."""
    holidays, workdays = _exceptions()
    if day in workdays:
        return True
    return day not in holidays and day.weekday() < SATURDAY


def add_working_days(moment: datetime, days: int) -> datetime:
    """The end of the ``days``-th working day after the day of ``moment``.

    ``days`` ≥ 0; 0 means the end of the same day. Returns an aware instant.
    """
    day = china_date(moment)
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return end_of_day(day)


def working_days_between(start: datetime, end: datetime) -> int:
    """Working days after the day of ``start`` up to and including that of ``end``."""
    day, last, count = china_date(start), china_date(end), 0
    while day < last:
        day += timedelta(days=1)
        count += is_working_day(day)
    return count


def subtract_working_days(moment: datetime, days: int) -> datetime:
    """The start of the ``days``-th working day before the day of ``moment``.

    What began before it has waited longer than ``days`` working days.
    """
    day = china_date(moment)
    while days > 0:
        day -= timedelta(days=1)
        days -= is_working_day(day)
    return start_of_day(day)
