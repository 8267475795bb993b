"""When a mail goes out: by choice, by the calendar, and never in quiet hours."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.accounts.mail_times import due_at
from matchmaker.accounts.models import MailPreference
from matchmaker.accounts.topics import MailMode, Topic
from matchmaker.core.calendar import is_working_day
from matchmaker.core.clock import CHINA


def at(text: str) -> datetime:
    """An instant in China, e.g. 2026-03-05 14:00."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def prefer(**values: object) -> MailPreference:
    preference = MailPreference.usual(1)
    for name, value in values.items():
        setattr(preference, name, value)
    return preference


@pytest.mark.parametrize(
    ("values", "told", "due"),
    [
        ({}, "2026-03-05 23:00", "2026-03-05 23:00"),
        ({"quiet_from": 22, "quiet_until": 7}, "2026-03-05 23:00", "2026-03-06 07:00"),
        ({"quiet_from": 22, "quiet_until": 7}, "2026-03-06 06:59", "2026-03-06 07:00"),
        ({"quiet_from": 22, "quiet_until": 7}, "2026-03-06 07:00", "2026-03-06 07:00"),
        ({"quiet_from": 12, "quiet_until": 14}, "2026-03-06 12:00", "2026-03-06 14:00"),
        ({"working_days_only": True}, "2026-03-07 10:00", "2026-03-09 00:00"),
        ({"working_days_only": True, "quiet_from": 22, "quiet_until": 7}, "2026-03-06 23:00", "2026-03-09 07:00"),
        ({"deals": MailMode.DAILY}, "2026-03-05 08:29", "2026-03-05 08:30"),
        ({"deals": MailMode.DAILY}, "2026-03-05 08:30", "2026-03-06 08:30"),
        ({"deals": MailMode.DAILY}, "2026-03-06 18:00", "2026-03-09 08:30"),
        ({"deals": MailMode.DAILY, "quiet_from": 22, "quiet_until": 9}, "2026-03-05 18:00", "2026-03-06 09:00"),
        ({"deals": MailMode.WEEKLY}, "2026-03-05 18:00", "2026-03-09 08:30"),
        # National Day 2025: the 1st to the 8th of October are off, the week begins on Thursday the 9th
        ({"deals": MailMode.WEEKLY}, "2025-10-03 12:00", "2025-10-09 08:30"),
        ({"deals": MailMode.DAILY}, "2025-10-03 12:00", "2025-10-09 08:30"),
    ],
)
def test_it_goes_out_at(values: dict[str, object], told: str, due: str) -> None:
    assert due_at(prefer(**values), Topic.DEALS, at(told)) == at(due)


def test_what_is_not_wanted_never_does() -> None:
    assert due_at(prefer(deals=MailMode.NONE), Topic.DEALS, at("2026-03-05 12:00")) is None


def test_what_concerns_the_account_waits_for_nothing() -> None:
    night = at("2026-03-07 03:00")
    assert due_at(prefer(quiet_from=22, quiet_until=7, working_days_only=True), Topic.ACCOUNT, night) == night


@given(
    told=st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: at("2025-01-01 00:00") + timedelta(minutes=minutes)),
    mode=st.sampled_from([MailMode.AT_ONCE, MailMode.DAILY, MailMode.WEEKLY]),
    quiet=st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda pair: pair[0] != pair[1]),
    working_days_only=st.booleans(),
)
def test_it_always_comes_never_before_it_was_told_and_never_in_quiet_time(
    told: datetime, mode: MailMode, quiet: tuple[int, int], *, working_days_only: bool
) -> None:
    start, end = quiet
    preference = prefer(deals=mode, quiet_from=start, quiet_until=end, working_days_only=working_days_only)
    due = due_at(preference, Topic.DEALS, told)
    assert due is not None
    assert told <= due < told + timedelta(days=25)
    local = due.astimezone(CHINA)
    assert not (start <= local.hour < end if start < end else local.hour >= start or local.hour < end)
    assert is_working_day(local.date()) or not working_days_only
