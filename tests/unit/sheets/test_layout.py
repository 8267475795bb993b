"""Headers are found where they are, and only records count as rows."""

from __future__ import annotations

import pytest

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.sheet_fields import fields
from matchmaker.sheets.tables.fields import bare, plain
from matchmaker.sheets.tables.layout import Row, find_layout, is_foot
from matchmaker.sheets.tables.mapping import known_headings

KNOWN = known_headings(fields(RecordKind.ACHIEVEMENT))


def numbered(*rows: list[str]) -> list[Row]:
    return list(enumerate(rows, start=1))


def test_titles_above_are_no_header() -> None:
    rows = numbered(["某大学成果名称汇总"], ["", "填报：某处"], ["成果名称", "成熟度"], ["银浆", "6"])
    found = find_layout(rows, KNOWN)
    assert found is not None
    assert found.head == (3,)
    assert [(each.index, each.heading, each.samples) for each in found.columns] == [
        (0, "成果名称", ("银浆",)),
        (1, "成熟度", ("6",)),
    ]


def test_a_header_over_two_rows_is_one() -> None:
    rows = numbered(
        ["成果", "", "转化意向", ""], ["成果名称", "关键词", "方式", "价格（万元）"], ["银浆", "银", "转让", "5"]
    )
    found = find_layout(rows, KNOWN)
    assert found is not None
    assert [each.heading for each in found.columns] == ["成果名称", "关键词", "方式", "价格（万元）"]


def test_strange_headings_are_the_first_row_of_several_texts() -> None:
    found = find_layout(numbered(["目录"], ["甲列", "乙列"], ["银浆", "x"]), KNOWN)
    assert found is not None
    assert found.head == (2,)


@pytest.mark.parametrize("rows", [[], [["成果名称"]], [["一"], ["二"]], [["成果名称", "成熟度"], ["注：无"]]])
def test_without_header_or_content_there_is_no_layout(rows: list[list[str]]) -> None:
    assert find_layout(numbered(*rows), KNOWN) is None


def test_repeated_headers_and_remarks_are_no_records() -> None:
    rows = numbered(
        ["成果名称", "成熟度"], ["银浆", "6"], ["成果名称", "成熟度"], ["菌渣", "5"], ["填表人：张", "审核人："]
    )
    found = find_layout(rows, KNOWN)
    assert found is not None
    assert [number for number, _cells in found.body(iter(rows))] == [2, 4]


@pytest.mark.parametrize("cells", [["注：以上为意向价"], ["", "合计", "300"], ["填表人： 张三", "", "审核人："]])
def test_remarks(cells: list[str]) -> None:
    assert is_foot(cells)
    assert not is_foot([*cells, "甲", "乙", "丙"])


def test_one_spelling_for_headings() -> None:
    assert plain(" 1．成果 名稱：") == "成果名称"
    assert bare("（二）价格（万元）*") == "价格"
    assert bare("（名称）") == "名称"
