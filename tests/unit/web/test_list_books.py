"""An Excel file holds what it was given: any text as text, dates as dates, money as numbers."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from matchmaker.core.money import FEN_PER_WAN, LARGEST_WAN, from_wan
from matchmaker.web.columns import FORMULA_STARTS, Column, Kind, begins_formula, printable, table
from matchmaker.web.exports import safe_cell
from matchmaker.web.list_books import write_list
from matchmaker.web.workbooks import CUT, LONGEST_TEXT, MONEY_FORMAT

Pair = tuple[str, str]
PAIR: list[Column[Pair]] = [Column("甲", lambda row: row[0]), Column("乙", lambda row: row[1])]


def written(columns: list[Column[Any]], rows: list[Any]) -> io.BytesIO:
    file = io.BytesIO()
    write_list(file, "清单", columns, table(columns, rows))
    file.seek(0)
    return file


@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=6))
@example([("=1+1", "@SUM(A1)"), ("#N/A", "+86 10"), ("-", "\tx"), ("_x0041_", " a\n b "), ("＝甲", "'=1")])
@example([("甲_x0041_", "甲（乙）"), ("_x0041_x0041_", "=_x0041_"), ("_x005F_", "__x0041_")])
@example([("<r></sheetData>&</r>", "<r>_x0041_</r>"), ("<r></r>", "  两  端  ")])
def test_any_text_stays_whole_and_no_cell_is_a_formula(rows: list[Pair]) -> None:
    file = written(PAIR, rows)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type in {"s", "n"}, (cell.value, cell.data_type)
            assert cell.value is None or isinstance(cell.value, str)
            assert not (isinstance(cell.value, str) and begins_formula(cell.value)) or cell.quotePrefix
    file.seek(0)
    read = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0).to_python(skip_empty_area=False)
    told = [["甲", "乙"], *([printable(text) for text in row] for row in rows)]
    assert [[str(cell) for cell in row] for row in read] == told[: len(read)]
    assert all(not any(row) for row in told[len(read) :])


@pytest.mark.parametrize("text", ["长" * (LONGEST_TEXT + 1), "𠮷" * (LONGEST_TEXT // 2 + 1), "=" * (LONGEST_TEXT + 1)])
def test_a_text_too_long_for_a_cell_says_that_it_was_cut(text: str) -> None:
    cell = openpyxl.load_workbook(written(PAIR, [(text, "")])).worksheets[0]["A2"]
    assert LONGEST_TEXT - 1 <= len(cell.value.encode("utf-16-le")) // 2 <= LONGEST_TEXT
    assert cell.value.startswith(text[: LONGEST_TEXT // 2 - len(CUT)])
    assert cell.value.endswith(CUT)


@pytest.mark.parametrize("start", FORMULA_STARTS)
def test_text_that_would_compute_is_marked_as_text(start: str) -> None:
    cell = openpyxl.load_workbook(written(PAIR, [(f"{start}1+1", "")])).worksheets[0]["A2"]
    assert (cell.data_type, cell.quotePrefix, cell.value) == ("s", True, printable(f"{start}1+1"))


def test_dates_and_money_have_cells_of_their_own_kind() -> None:
    columns: list[Column[tuple[int, date]]] = [
        Column("金额（万元）", lambda row: row[0], Kind.MONEY),
        Column("日期", lambda row: row[1], Kind.DATE),
    ]
    sheet = openpyxl.load_workbook(written(columns, [(123_450_000, date(2026, 3, 5))])).worksheets[0]
    money, day = sheet["A2"], sheet["B2"]
    assert (money.value, money.data_type, money.number_format) == (123.45, "n", MONEY_FORMAT)
    assert day.is_date
    assert (day.value.date(), day.number_format) == (date(2026, 3, 5), 'yyyy"年"m"月"d"日"')


@given(st.lists(st.integers(0, int(LARGEST_WAN) * FEN_PER_WAN), min_size=1, max_size=50))
@example([1, 99, 10**14, 10**14 - 1, 123_456_789_012_345 % 10**14])
def test_no_fen_is_lost_in_excel_or_csv(amounts: list[int]) -> None:
    """Both hold 万元; what is read back comes to the same 分."""
    columns: list[Column[int]] = [Column("金额（万元）", lambda fen: fen, Kind.MONEY)]
    sheet = openpyxl.load_workbook(written(columns, amounts)).worksheets[0]
    assert [from_wan(str(Decimal(repr(row[0].value)))) for row in sheet.iter_rows(min_row=2)] == amounts
    assert [from_wan(str(safe_cell(*row))) for row in table(columns, amounts)] == amounts


def test_the_head_stays_in_sight_and_filters() -> None:
    sheet = openpyxl.load_workbook(written(PAIR, [("一", "二"), ("三", "四")])).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.title) == ("A2", "A1:B3", "清单")
    assert sheet["A1"].font.bold
