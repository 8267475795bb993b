"""Deadlines in words: how long is left, what is proposed for a posting, what a chosen date means.

Days of offices and holidays come from ``core.calendar``; a deadline that falls
on a free day is allowed, but nobody is there to help the teams.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _

from matchmaker.core import clock
from matchmaker.core.calendar import is_working_day, working_days_between
from matchmaker.core.i18n import N_
from matchmaker.web.filters import cn_datetime

DAY, HOUR, MINUTE = 86400, 3600, 60
OFFICE_CLOSES = time(17)
WEEKDAYS = (N_("星期一"), N_("星期二"), N_("星期三"), N_("星期四"), N_("星期五"), N_("星期六"), N_("星期日"))
# Between opening the page and sending it: else the proposal would be too short by minutes.
TYPING = timedelta(hours=1)


def left(until: datetime) -> str:
    """How long it is to ``until``: 5 天 3 小时, in the last day 3 小时 20 分钟; "" once it has passed."""
    seconds = int((until - clock.now()).total_seconds())
    if seconds <= 0:
        return ""
    if seconds < MINUTE:
        return str(_("不到 1 分钟"))
    days, hours, minutes = seconds // DAY, seconds % DAY // HOUR, seconds % HOUR // MINUTE
    if days:
        return str(_("%(days)d 天 %(hours)d 小时", days=days, hours=hours))
    if hours:
        return str(_("%(hours)d 小时 %(minutes)d 分钟", hours=hours, minutes=minutes))
    return str(_("%(minutes)d 分钟", minutes=minutes))


def proposed(open_days: int) -> tuple[datetime, datetime]:
    """From when and until when a challenge posted now may take bids: at least ``open_days``, to an office's hour."""
    begins = clock.now().replace(second=0, microsecond=0)
    least = clock.now() + timedelta(days=open_days) + TYPING
    day = clock.china_date(least)
    while not is_working_day(day) or _at_close(day) < least:
        day += timedelta(days=1)
    return begins, _at_close(day)


def meaning(begins: datetime, closes: datetime) -> list[tuple[str, str]]:
    """What two chosen moments amount to, as (label, words)."""
    begins = max(begins, clock.now())
    days = (closes - begins) // timedelta(days=1)
    working = working_days_between(begins, closes)
    day = clock.china_date(closes)
    kind = _("工作日") if is_working_day(day) else _("不是工作日，届时没有人答疑，建议改到工作日")
    return [
        (_("揭榜期"), _("%(days)d 天，其中 %(working)d 个工作日", days=days, working=working)),
        (_("截止时间"), f"{cn_datetime(closes)}，{_(WEEKDAYS[day.weekday()])}，{kind}"),
    ]


def _at_close(day: date) -> datetime:
    return datetime.combine(day, OFFICE_CLOSES, clock.CHINA)
