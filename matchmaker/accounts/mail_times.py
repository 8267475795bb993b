"""When a notice may be mailed, by what its reader has chosen.

Digests go out on working days at half past eight in China, the weekly one on
the first working day of a week; a week without one is passed over. Whatever
falls into quiet hours waits until they end.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from matchmaker.accounts.models import MailPreference
from matchmaker.accounts.topics import MailMode, Topic
from matchmaker.core import clock
from matchmaker.core.calendar import is_working_day

DIGEST_AT = time(8, 30)
DAY = timedelta(days=1)
FARTHEST = 400
"""Days within which a working day always comes."""


def due_at(preference: MailPreference, topic: Topic, told_at: datetime) -> datetime | None:
    """The instant from which a notice of ``told_at`` is mailed; None when it never is.

    What concerns the account itself is never delayed.
    """
    mode = preference.mode(topic)
    if topic is Topic.ACCOUNT:
        return told_at
    if mode is MailMode.NONE:
        return None
    if mode is MailMode.AT_ONCE:
        return after_quiet(preference, told_at)
    return after_quiet(preference, next_digest(mode, told_at))


def next_digest(mode: MailMode, told_at: datetime) -> datetime:
    """The first hour of digests after ``told_at``."""
    first = clock.china_date(told_at)
    for number in range(FARTHEST):
        day = first + number * DAY
        at = datetime.combine(day, DIGEST_AT, tzinfo=clock.CHINA)
        if at > told_at and is_working_day(day) and (mode is MailMode.DAILY or _begins_week(day)):
            return at.astimezone(UTC)
    raise AssertionError("unreachable")


def after_quiet(preference: MailPreference, moment: datetime) -> datetime:
    """``moment``, or the end of the quiet time into which it falls."""
    while (end := _end_of_quiet(preference, moment)) is not None:
        moment = end
    return moment


def _end_of_quiet(preference: MailPreference, moment: datetime) -> datetime | None:
    local = moment.astimezone(clock.CHINA)
    if preference.working_days_only and not is_working_day(local.date()):
        return clock.end_of_day(local.date())
    start, end = preference.quiet_from, preference.quiet_until
    if start is None or end is None:
        return None
    if start < end:
        is_quiet, ends_on = start <= local.hour < end, local.date()
    else:
        is_quiet = local.hour >= start or local.hour < end
        ends_on = local.date() + DAY if local.hour >= start else local.date()
    return datetime.combine(ends_on, time(end), tzinfo=clock.CHINA).astimezone(UTC) if is_quiet else None


def _begins_week(day: date) -> bool:
    """Whether no earlier day of the week of ``day`` (from Monday) is a working day."""
    return not any(is_working_day(day - number * DAY) for number in range(1, day.weekday() + 1))
