"""How long a listing stays good: asked about after some months, expired after more."""

from __future__ import annotations

from calendar import monthrange
from datetime import datetime

from matchmaker.core import clock

MONTHS_IN_YEAR = 12


def months_after(moment: datetime, months: int) -> datetime:
    """The same time of day ``months`` later by the Chinese calendar; the 31st becomes the last."""
    local = moment.astimezone(clock.CHINA)
    year, month = divmod(local.month - 1 + months, MONTHS_IN_YEAR)
    year, month = local.year + year, month + 1
    day = min(local.day, monthrange(year, month)[1])
    return local.replace(year=year, month=month, day=day).astimezone(moment.tzinfo)


def is_stale(confirmed_at: datetime | None, months: int) -> bool:
    """Whether the last confirmation is ``months`` or more ago."""
    return confirmed_at is not None and months_after(confirmed_at, months) <= clock.now()
