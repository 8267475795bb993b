"""Five tables of other offices' making are understood without manual work, or one clear question is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.sheet_fields import APPEND_TO, fields
from matchmaker.sheets.tables import mapping, sandbox
from matchmaker.sheets.tables.layout import Column, find_layout
from matchmaker.sheets.tables.rows import Incoming, incoming, uses_of
from tests.support import shapes

A, N = RecordKind.ACHIEVEMENT, RecordKind.NEED
WAN = 1_000_000


def understood(data: bytes, kind: RecordKind, folder: Path) -> tuple[list[mapping.Guess], list[Incoming]]:
    """The guesses for a file, and what its rows bring when all guesses are taken."""
    (folder / "given").write_bytes(data)
    sandbox.read_file(folder / "given", folder / "rows")
    rows = list(sandbox.stored_rows(folder / "rows"))
    layout = find_layout(rows, mapping.known_headings(fields(kind)))
    assert layout is not None
    guesses = mapping.guess(layout.columns, fields(kind))
    chosen = {each.column.index: (each.field, each.unit) for each in guesses if each.field}
    uses = uses_of(chosen, {each.index: each.heading for each in layout.columns}, fields(kind))
    return guesses, list(incoming(layout.body(iter(rows)), uses, APPEND_TO[kind], {}))


EXPECTED: dict[str, list[dict[str, Any]]] = {
    "plain": [
        {
            "title": "薄膜应力在线测量",
            "one_liner": "镀膜时看得见应力",
            "problem_solved": "镀膜后才发现翘曲",
            "advantage": "翘曲废品由 6% 降到 1%",
            "completed_by": "光电学院薄膜组",
            "trl": 6,
            "ip_status": "granted",
            "transfer_modes": ["license_ordinary", "equity"],
            "price_min": 50 * WAN,
            "price_max": 50 * WAN,
        },
        {"title": "菌渣制肥", "trl": 6, "ip_status": "pending", "price_min": 30 * WAN, "price_max": 50 * WAN},
    ],
    "titled": [
        {
            "title": "低温烧结银浆",
            "summary": "130 ℃ 烧结的导电银浆",
            "completed_by": "材料学院",
            "trl": 4,
            "price_max": 50 * WAN,
            "evaluation_date": date(2025, 11, 3),
            "transfer_modes": ["assignment"],
        },
        {
            "title": "轴承套圈烧伤检测",
            "trl": 9,
            "price_max": 30 * WAN,
            "evaluation_date": date(2025, 6, 1),
            "transfer_modes": ["license_ordinary", "joint_development"],
        },
    ],
    "gapped": [
        {"title": "蓝藻打捞船", "advantage": "打捞量提高一倍", "trl": 7, "field_code": "resources_environment"},
        {"title": "茶饼脱毒", "trl": 5, "field_code": "biomedicine"},
    ],
    "csv": [
        {
            "title": "桥梁裂缝识别",
            "summary": "无人机拍照，\n自动量缝宽",
            "keywords": ["桥梁", "裂缝"],
            "secrecy_cleared": True,
            "trl": 6,
        },
        {"title": "粮仓测温", "trl": 9},
    ],
}


@pytest.mark.parametrize("name", EXPECTED)
def test_tables_of_achievements_are_understood_without_a_question(name: str, tmp_path: Path) -> None:
    guesses, found = understood(shapes.ACHIEVEMENTS[name](), A, tmp_path)
    assert not [each for each in guesses if each.asks or each.asks_unit]
    assert len(found) == len(EXPECTED[name])
    for row, wanted in zip(found, EXPECTED[name], strict=True):
        assert row.problems == []
        assert {key: row.values.get(key) for key in wanted} == wanted


def test_a_bureaus_table_of_needs_is_understood(tmp_path: Path) -> None:
    guesses, found = understood(shapes.grouped_needs(), N, tmp_path)
    assert not [each for each in guesses if each.asks or each.asks_unit]
    assert [(each.unit_name, each.problems) for each in found] == [("淮滨薄膜有限公司", []), ("没有登记的厂", [])]
    first, second = (each.values for each in found)
    assert (first["title"], first["budget"], first["deadline_months"]) == ("薄膜收卷起皱", 100 * WAN, 12)
    assert (second["need_type"], second["budget_band"], second["deadline_months"]) == ("testing", "negotiable", 6)


def guessed(kind: RecordKind, *headings: str, sample: str = "5") -> list[mapping.Guess]:
    columns = [Column(index, heading, (sample,)) for index, heading in enumerate(headings)]
    return mapping.guess(columns, fields(kind))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("1.成果名称*", "title"),
        ("成 果\n名 称", "title"),
        ("成果名稱", "title"),
        ("（一）成果名称：", "title"),
        ("主要技术指标（不超过500字）", "indicators"),
        ("技术成熟度(TRL)", "trl"),
        ("ＴＲＬ", "trl"),
    ],
)
def test_spelling_makes_no_difference(heading: str, field: str) -> None:
    assert guessed(A, heading)[0].field == field


def test_a_similar_heading_is_asked_about_and_never_taken() -> None:
    (found,) = guessed(A, "科技成果的名称")
    assert (found.field, found.asks) == ("", True)
    assert "title" in found.candidates


@pytest.mark.parametrize("heading", ["序号", "联系电话", "身份证号", "备注", ""])
def test_what_has_no_place_is_left_out_without_a_question(heading: str) -> None:
    (found,) = guessed(A, heading)
    assert (found.field, found.asks) == ("", False)


def test_of_two_columns_for_one_field_the_more_usual_is_taken_and_the_other_asked_about() -> None:
    first, second = guessed(A, "项目名称", "成果名称")
    assert (second.field, second.asks) == ("title", False)
    assert (first.field, first.asks, first.candidates) == ("", True, ("title",))


@pytest.mark.parametrize(
    ("heading", "sample", "unit"),
    [
        ("预算（万元）", "50", "wan"),
        ("预算(元)", "500000", "yuan"),
        ("预算", "50万元", "cells"),
        ("预算", "面议", "cells"),
        ("预算", "50", ""),
        ("预算（千元）", "50", ""),
    ],
)
def test_money_without_a_unit_is_asked_about(heading: str, sample: str, unit: str) -> None:
    (found,) = guessed(N, heading, sample=sample)
    assert (found.field, found.unit, found.asks_unit) == ("budget", unit, not unit)
