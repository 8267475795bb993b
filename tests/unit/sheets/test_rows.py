"""A row becomes contents, or says what has to be mended."""

from __future__ import annotations

from typing import Any

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.sheet_fields import fields
from matchmaker.sheets.tables.mapping import APPEND
from matchmaker.sheets.tables.rows import Incoming, Problem, incoming, says_nothing, uses_of

HEADINGS = {0: "编号", 1: "名称", 2: "最低价", 3: "最高价", 4: "负责人", 5: "水平"}
CHOSEN = {
    0: ("external_id", ""),
    1: ("title", ""),
    2: ("price_min", "wan"),
    3: ("price_max", "wan"),
    4: (APPEND, ""),
    5: ("level_claim", ""),
    9: ("gone", ""),
}


def read(*rows: list[str]) -> list[Incoming]:
    uses = uses_of(CHOSEN, HEADINGS, fields(RecordKind.ACHIEVEMENT))
    return list(incoming(enumerate(rows, start=2), uses, "summary", {"title": "没有名称。"}))


def problems(row: list[str]) -> list[tuple[Any, ...]]:
    (found,) = read(row)
    return [(each.row, each.column, each.heading, each.message[:5]) for each in found.problems]


def test_cells_become_values_and_what_has_no_field_is_appended() -> None:
    (found,) = read(["A1", "银浆", "3", "5", "张三"])
    assert found.problems == []
    assert found.own_id == "A1"
    assert found.values == {"title": "银浆", "price_min": 3_000_000, "price_max": 5_000_000, "summary": "负责人：张三"}


def test_blank_rows_and_dashes_say_nothing() -> None:
    assert read([], ["", "", "-", "无", "/"]) == []
    assert all(says_nothing(text) for text in ("", "—", "／", "N/A", "无"))
    assert not says_nothing("无锡")


def test_problems_stand_at_their_cells() -> None:
    assert problems(["A1", "", "3"]) == [(2, 1, "名称", "没有名称。")]
    assert problems(["", "银\x00浆"]) == [(2, 1, "名称", "含有不可见")]
    assert problems(["", "银浆", "贵"]) == [(2, 2, "最低价", "“贵”看不")]
    assert problems(["x" * 41, "银浆"]) == [(2, 0, "编号", "编号最多 ")]


def test_what_is_noticed_stands_at_its_column_once_and_stops_nothing() -> None:
    (found,) = read(["A1", "银浆"])
    for _twice in range(2):
        found.remark("title", "同名。")
        found.refuse_field("trl", "没有这一列。")
    assert found.remarks == [Problem(2, 1, "名称", "同名。")]
    assert found.problems == [Problem(2, None, "", "没有这一列。")]


def test_a_row_is_known_by_its_number_else_by_its_name() -> None:
    first, renamed, other, spaced, unnumbered = read(
        ["A1", "银浆"], ["A1", "新银浆"], ["A2", "银浆"], ["", "银 浆"], ["", "银浆"]
    )
    assert first.known_by("7") == renamed.known_by("7") != other.known_by("7")
    assert spaced.known_by("7") == unnumbered.known_by("7") != first.known_by("7")
    assert first.known_by("7") != first.known_by("8")
    assert len(first.known_by("7")) <= 80
