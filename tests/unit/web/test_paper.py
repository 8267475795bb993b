"""Sheets for paper: everything on them, within the page, nothing that computes."""

import io
from typing import Any

import openpyxl

from matchmaker.web.columns import Column, Kind
from matchmaker.web.paper import HIGHEST_ROW, Box, Form, write_forms, write_table

COLUMNS: list[Column[tuple[int, str]]] = [
    Column("序号", lambda row: row[0], Kind.NUMBER, 6),
    Column("名称", lambda row: row[1], width=30),
]


def table(rows: list[tuple[int, str]]) -> Any:
    file = io.BytesIO()
    write_table(file, "汇总表", ["填报单位（盖章）：", "填报日期：2026年3月5日"], COLUMNS, rows)
    return openpyxl.load_workbook(file).worksheets[0]


def forms(*given: Form) -> Any:
    file = io.BytesIO()
    write_forms(file, given)
    return openpyxl.load_workbook(file)


def test_a_table_has_its_title_over_all_columns_and_its_head_on_each_page() -> None:
    sheet = table([(1, "甲"), (2, "=乙")])
    assert sorted(str(each) for each in sheet.merged_cells.ranges) == ["A1:B1", "A2:B2"]
    assert (sheet["A1"].value, [cell.value for cell in sheet[3]]) == ("汇总表", ["序号", "名称"])
    assert "填报单位（盖章）：" in sheet["A2"].value
    assert [cell.value for cell in sheet[5]] == [2, "=乙"]
    assert (sheet["B5"].data_type, sheet["B5"].quotePrefix) == ("s", True)
    assert sheet.print_title_rows == "$1:$3"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == (
        9,
        "landscape",
        1,
    )
    assert sheet["B4"].border.left.style == "thin"


def test_two_narrow_boxes_stand_on_a_line_and_a_wide_one_by_itself() -> None:
    boxes = [Box("企业名称", "甲"), Box("联系人", "乙"), Box("地址", "丙"), Box("问题", "丁" * 200, wide=True, lines=4)]
    sheet = forms(Form("需求", "征集表", boxes)).worksheets[0]
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert lines[1:] == [
        ["企业名称", "甲", "联系人", "乙"],
        ["地址", "丙", None, None],
        ["问题", "丁" * 200, None, None],
    ]
    assert "B4:D4" in {str(each) for each in sheet.merged_cells.ranges}
    assert sheet.row_dimensions[4].height > 4 * 16


def test_a_long_text_makes_its_line_higher_up_to_what_excel_draws() -> None:
    sheet = forms(Form("需求", "征集表", [Box("问题", "很长" * 5000, wide=True)])).worksheets[0]
    assert sheet.row_dimensions[2].height == HIGHEST_ROW


def test_sheets_of_one_name_are_numbered() -> None:
    same = Form("浓缩/能耗", "征集表", [Box("甲", None)])
    assert forms(same, same, Form("A", "表", []), Form("a", "表", [])).sheetnames == [
        "浓缩 能耗",
        "浓缩 能耗 2",
        "A",
        "a 2",
    ]
