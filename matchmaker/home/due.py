"""Saying in words when something is due."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from flask_babel import gettext as _

from matchmaker.core import clock
from matchmaker.core.calendar import working_days_between
from matchmaker.web.filters import cn_date

MOMENT = timedelta(microseconds=1)
FAR = 20


class Due(NamedTuple):
    """The words, and whether the time has passed."""

    words: str
    late: bool


def due_at(moment: datetime) -> Due:
    """``moment`` is the instant at which it is too late; a midnight belongs to the day before."""
    last, now = moment - MOMENT, clock.now()
    if moment <= now:
        days = working_days_between(last, now)
        return Due(_("逾期 %(n)d 个工作日", n=days) if days else _("已逾期"), late=True)
    if clock.china_date(last) == clock.china_date(now):
        return Due(_("今天到期"), late=False)
    days = working_days_between(now, last)
    if 0 < days <= FAR:
        return Due(_("还剩 %(n)d 个工作日", n=days), late=False)
    return Due(_("%(day)s到期", day=cn_date(last)), late=False)


def due_on(day: date) -> Due:
    """The same for something to be done by the end of ``day``."""
    return due_at(clock.end_of_day(day))
