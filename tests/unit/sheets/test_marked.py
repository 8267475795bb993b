"""The copy has every cell at its place, as text, and says what is wrong where it is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from matchmaker.sheets.tables.layout import Row
from matchmaker.sheets.tables.marked import write_marked
from matchmaker.sheets.tables.rows import Problem

ROWS: list[Row] = [
    (1, ["目录"]),
    (3, ["名称", "价格"]),
    (4, ['=HYPERLINK("http://127.0.0.1")', "贵"]),
    (6, ["银浆", "5"]),
]
PROBLEMS = [
    Problem(4, 1, "价格", "看不出金额。"),
    Problem(4, 1, "价格", "也没有单位。"),
    Problem(4, None, "", "与第 9 行重复。"),
]


def written(path: Path, *, is_whole: bool) -> Any:
    write_marked(path, ROWS, PROBLEMS, head=(3,), is_whole=is_whole, title="需要修改")
    return openpyxl.load_workbook(path).active


def test_cells_keep_their_places_and_wrong_ones_are_marked(tmp_path: Path) -> None:
    page = written(tmp_path / "copy.xlsx", is_whole=True)
    assert [page.cell(row, 1).value for row in (1, 3, 6)] == ["目录", "名称", "银浆"]
    assert page["B4"].comment.text == "看不出金额。\n也没有单位。"
    assert page["B4"].fill.fill_type == "solid"
    assert page["A4"].fill.fill_type is None
    assert page["C3"].value == "需要修改"
    assert page["C4"].value == "价格：看不出金额。；价格：也没有单位。；与第 9 行重复。"
    assert page["C6"].value is None


def test_no_cell_computes(tmp_path: Path) -> None:
    cell = written(tmp_path / "copy.xlsx", is_whole=True)["A4"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_of_a_long_table_only_what_has_to_be_mended_comes_back(tmp_path: Path) -> None:
    page = written(tmp_path / "copy.xlsx", is_whole=False)
    assert [page.cell(row, 2).value for row in range(1, page.max_row + 1)] == [None, "价格", "贵"]
