"""How pages write money, dates and phone numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from matchmaker.core import clock
from matchmaker.web.filters import ago, cn_date, cn_datetime, masked_phone, wan

MOMENT = datetime(2026, 3, 4, 16, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("fen", "text"), [(None, ""), (0, "0.00"), (1_250_000_000, "1,250.00"), (120_005_000, "120.01"), (1, "0.00")]
)
def test_money(fen: int | None, text: str) -> None:
    assert wan(fen) == text


def test_dates_are_chinese_days() -> None:
    assert cn_date(MOMENT) == "2026年3月5日"
    assert cn_date(date(2026, 12, 31)) == "2026年12月31日"
    assert cn_datetime(MOMENT) == "2026年3月5日 00:05"
    assert (cn_date(None), cn_datetime(None), ago(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("past", "text"),
    [
        (timedelta(seconds=59), "刚刚"),
        (timedelta(seconds=-5), "刚刚"),
        (timedelta(minutes=1), "1 分钟前"),
        (timedelta(minutes=59, seconds=59), "59 分钟前"),
        (timedelta(hours=23, minutes=59), "23 小时前"),
        (timedelta(days=29), "29 天前"),
        (timedelta(days=30), "2026年2月3日"),
    ],
)
def test_how_long_ago(app: Flask, past: timedelta, text: str) -> None:
    with app.test_request_context("/"), clock.frozen(MOMENT):
        assert ago(MOMENT - past) == text


@pytest.mark.parametrize(
    ("phone", "text"),
    [("13800000000", "138****0000"), ("05520000000", "055****0000"), ("110", "*10"), ("1", "1"), (None, ""), ("", "")],
)
def test_phones_are_masked(phone: str | None, text: str) -> None:
    assert masked_phone(phone) == text
