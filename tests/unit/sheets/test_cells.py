"""Cells as people write them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.sheet_fields import field_of
from matchmaker.core import clock
from matchmaker.sheets.tables.cells import Unreadable, day_of, read_cell

A, N = RecordKind.ACHIEVEMENT, RecordKind.NEED
WAN = 1_000_000


def read(kind: RecordKind, name: str, text: str, unit: str = "wan") -> Any:
    with clock.frozen(datetime(2026, 3, 5, tzinfo=UTC)):
        return read_cell(field_of(kind, name), text, unit)


@pytest.mark.parametrize(
    ("text", "unit", "ends"),
    [
        ("50", "wan", (50, 50)),
        ("500000", "yuan", (50, 50)),
        ("50万元", "yuan", (50, 50)),
        ("30~50", "wan", (30, 50)),
        ("30-50万", "cells", (30, 50)),
        ("30万至50万元", "cells", (30, 50)),
        ("0.5亿", "cells", (5000, 5000)),
        ("1,200", "wan", (1200, 1200)),
        ("约５０万", "cells", (50, 50)),
        ("不超过80", "wan", (80, 80)),
    ],
)
def test_amounts(text: str, unit: str, ends: tuple[int, int]) -> None:
    assert read(A, "price", text, unit) == {"price_min": ends[0] * WAN, "price_max": ends[1] * WAN}


def test_talks_are_no_amount() -> None:
    assert read(A, "price", "面议") == {}
    assert read(N, "budget", "面议") == {"budget_band": "negotiable"}
    assert read(N, "budget", "50-100") == {"budget": 100 * WAN}


@pytest.mark.parametrize(
    ("kind", "name", "text", "value"),
    [
        (A, "trl", "TRL 6", 6),
        (A, "trl", "六级", 6),
        (A, "trl", "6级（相关环境原型）", 6),
        (A, "trl", "中试阶段", 6),
        (A, "trl", "小试", 4),
        (A, "trl", "9", 9),
        (A, "keywords", "膜、应力, 测量", ["膜", "应力", "测量"]),
        (A, "transfer_modes", "技术转让/作价入股；转让", ["assignment", "equity"]),
        (A, "secrecy_cleared", "可公开", True),
        (A, "ownership", "学校所有", "unit"),
        (A, "field_code", "新材料技术", "new_materials"),
        (A, "registration_number", "3402026y0001", "3402026Y0001"),
        (N, "deadline_months", "12个月", 12),
        (N, "deadline_months", "一年", 12),
        (N, "deadline_months", "6-12个月", 12),
        (N, "deadline_months", "半年", 6),
        (N, "deadline_months", "2年以内", 24),
        (N, "deadline_months", "2027年3月5日", 12),
        (N, "deadline_months", "18", 18),
        (N, "is_bottleneck", "√", True),
        (N, "is_bottleneck", "否", False),
        (N, "need_type", "关键技术攻关", "breakthrough"),
        (
            A,
            "indicators",
            "收率：97%；纯度≥99.5%",
            [{"name": "收率", "value": "97%"}, {"name": "纯度", "value": "≥99.5%"}],
        ),
        (
            N,
            "indicators",
            "1. 收率达到96%\n2、能耗",
            [{"name": "收率", "target": "达到96%"}, {"name": "能耗", "target": ""}],
        ),
    ],
)
def test_what_people_write(kind: RecordKind, name: str, text: str, value: object) -> None:
    assert read(kind, name, text) == {name: value}


@pytest.mark.parametrize(
    ("kind", "name", "text", "unit", "words"),
    [
        (A, "title", "长" * 121, "", "最多 120 字"),
        (A, "trl", "很成熟", "", "成熟度"),
        (A, "trl", "12", "", "成熟度"),
        (A, "price", "很贵", "wan", "金额"),
        (A, "price", "50-30", "wan", "下限大于上限"),
        (A, "price", "1-2-3", "wan", "金额"),
        (A, "price", "50", "cells", "没有写单位"),
        (A, "price", "9999999999999", "wan", "过大"),
        (A, "price_min", "30-50", "wan", "一个金额"),
        (A, "evaluation_date", "去年", "", "日期"),
        (A, "evaluation_date", "2026-02-30", "", "日期"),
        (A, "evaluation_date", "2027-01-01", "", "晚于今天"),
        (A, "keywords", "一、二、三、四", "", "最多 3 个"),
        (A, "keywords", "长" * 21, "", "每个词"),
        (A, "secrecy_cleared", "不可公开", "", "不能在本平台登记"),
        (A, "secrecy_cleared", "也许", "", "可公开"),
        (A, "field_code", "考古", "", "可写：电子信息"),
        (A, "registration_number", "1", "", "12 位"),
        (N, "deadline_months", "尽快", "", "时限"),
        (N, "deadline_months", "2020-01-01", "", "之间"),
        (N, "deadline_months", "20年", "", "之间"),
        (N, "is_bottleneck", "也许", "", "是"),
        (N, "indicators", "长" * 90, "", "太长"),
        (N, "indicators", "；".join(f"指标{n}：1" for n in range(21)), "", "最多 20 项"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(kind: RecordKind, name: str, text: str, unit: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        read(kind, name, text, unit)


@pytest.mark.parametrize(
    "text", ["2026-3-5", "2026.03.05", "2026/3/5", "2026年3月5日", "20260305", "2026-03-05 08:30", "46086"]
)
def test_days(text: str) -> None:
    assert day_of(text) == date(2026, 3, 5)
