"""The one clock.

Instants are timezone-aware UTC; people read and type Asia/Shanghai; a Chinese
calendar day runs [00:00, 24:00) there. Tests and seeds set the clock with
``use_clock``; nothing else asks the operating system for the time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")

_source: ContextVar[Callable[[], datetime] | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """The present instant, UTC, aware."""
    source = _source.get()
    return datetime.now(UTC) if source is None else source()


def is_set() -> bool:
    """Whether a test or a seed has set the clock within this context."""
    return _source.get() is not None


def today() -> date:
    """The present calendar day in China."""
    return now().astimezone(CHINA).date()


def start_of_day(day: date) -> datetime:
    """The instant at which ``day`` begins in China, in UTC."""
    return datetime.combine(day, time.min, tzinfo=CHINA).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The first instant after ``day`` in China, in UTC."""
    return start_of_day(day + timedelta(days=1))


def china_date(moment: datetime) -> date:
    """The Chinese calendar day on which ``moment`` (aware) falls."""
    return moment.astimezone(CHINA).date()


def years_after(day: date, years: int) -> date:
    """The same day of a later (or, below zero, earlier) year; 29 February becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def day_text(day: date) -> str:
    """2026年3月5日, for what is written outside of pages."""
    return f"{day.year}年{day.month}月{day.day}日"


@contextmanager
def use_clock(source: Callable[[], datetime]) -> Iterator[None]:
    """Let ``now`` answer from ``source`` within the block, in this context."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Let time stand still at ``moment`` (aware) within the block."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime cannot say when it is")
    with use_clock(lambda: moment):
        yield
