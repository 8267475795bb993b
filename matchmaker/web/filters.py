"""How templates write money, dates and lengths of time."""

from __future__ import annotations

from datetime import date, datetime

from flask import Flask
from flask_babel import gettext as _

from matchmaker.core import clock, sms
from matchmaker.core.money import to_wan

MINUTE, HOUR, DAY, MONTH = 60, 3600, 86400, 30


def wan(fen: int | None) -> str:
    """分 as 万元 with two decimals: ``1,250.00``; empty for None."""
    return "" if fen is None else f"{to_wan(fen):,.2f}"


def cn_date(value: datetime | date | None) -> str:
    """2026年3月5日, in Chinese time; empty for None."""
    if value is None:
        return ""
    day = clock.china_date(value) if isinstance(value, datetime) else value
    return f"{day.year}年{day.month}月{day.day}日"


def cn_datetime(value: datetime | None) -> str:
    """2026年3月5日 14:05, in Chinese time; empty for None."""
    if value is None:
        return ""
    local = value.astimezone(clock.CHINA)
    return f"{cn_date(value)} {local:%H:%M}"


def ago(value: datetime | None) -> str:
    """How long since ``value``: 刚刚, 5 分钟前, 3 小时前, 12 天前, then the date."""
    if value is None:
        return ""
    seconds = int((clock.now() - value).total_seconds())
    if seconds < MINUTE:
        return str(_("刚刚"))
    if seconds < HOUR:
        return str(_("%(n)d 分钟前", n=seconds // MINUTE))
    if seconds < DAY:
        return str(_("%(n)d 小时前", n=seconds // HOUR))
    if seconds < DAY * MONTH:
        return str(_("%(n)d 天前", n=seconds // DAY))
    return cn_date(value)


def masked_phone(value: str | None) -> str:
    """138****0000; short numbers keep their last two digits."""
    if not value:
        return ""
    if len(value) < 8:  # noqa: PLR2004
        return "*" * max(len(value) - 2, 0) + value[-2:]
    return f"{value[:3]}****{value[-4:]}"


def sms_size(text: str) -> str:
    """How long ``text`` is as 短信: 共 58 字，1 条短信."""
    return str(_("共 %(length)d 字，%(n)d 条短信", length=sms.length(text), n=sms.segments(text)))


def install(app: Flask) -> None:
    """Make the filters known to Jinja."""
    for function in (wan, cn_date, cn_datetime, ago, masked_phone, sms_size):
        app.jinja_env.filters[function.__name__] = function
