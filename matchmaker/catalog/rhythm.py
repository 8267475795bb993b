"""When somebody is told next what is new in a saved search."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from matchmaker.catalog.models import Rhythm
from matchmaker.core import clock
from matchmaker.core.i18n import N_

LABELS = {Rhythm.NEVER: N_("不提醒"), Rhythm.DAILY: N_("每天一次"), Rhythm.WEEKLY: N_("每周一次（周一）")}
MORNING = timedelta(hours=8)
WEEK = 7


def next_due(rhythm: Rhythm, after: datetime) -> datetime | None:
    """The first morning (8:00 in China) after an instant, of any day or of a Monday; None for never."""
    if rhythm is Rhythm.NEVER:
        return None
    day = clock.china_date(after)
    if _morning(day) <= after:
        day += timedelta(days=1)
    if rhythm is Rhythm.WEEKLY:
        day += timedelta(days=-day.weekday() % WEEK)
    return _morning(day)


def _morning(day: date) -> datetime:
    return clock.start_of_day(day) + MORNING
