"""What every sheet shares: names that Excel takes, and cells that compute nothing."""

import io
from typing import Any

import openpyxl
import pytest

from matchmaker.web.columns import FORMULA_STARTS, printable
from matchmaker.web.workbooks import CUT, LONGEST_TEXT, cell_text, fill, sheet_name


@pytest.mark.parametrize("start", [*FORMULA_STARTS, "_x0041_"])
def test_a_filled_cell_is_text_and_keeps_its_characters(start: str) -> None:
    book, file = openpyxl.Workbook(), io.BytesIO()
    sheet: Any = book.active
    fill(sheet["A1"], f"{start}1+1")
    book.save(file)
    cell = openpyxl.load_workbook(file).worksheets[0]["A1"]
    said = printable(f"{start}1+1").replace("_x0041_", "_x005F_x0041_")
    assert (cell.data_type, cell.quotePrefix, cell.value) == ("s", start in FORMULA_STARTS, said)


def test_a_text_too_long_for_a_cell_says_that_it_was_cut() -> None:
    assert cell_text("长" * LONGEST_TEXT) == "长" * LONGEST_TEXT
    cut = cell_text("长" * (LONGEST_TEXT + 1))
    assert (len(cut), cut.endswith(CUT)) == (LONGEST_TEXT, True)


def test_a_sheet_gets_a_name_that_excel_takes() -> None:
    assert sheet_name("需求/汇总[1]：'2026'") == "需求 汇总 1 ：'2026"
    assert (sheet_name("?"), len(sheet_name("长" * 99))) == ("Sheet1", 31)
