"""Excel files written row by row: text is never a formula, dates and money are what they say.

A text that begins like a formula keeps its characters; its cell carries the
mark (``quotePrefix``) that Excel sets for a text typed with an apostrophe, so
that it stays text when somebody edits it, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import IO, Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.numbers import FORMAT_NUMBER_COMMA_SEPARATED1
from openpyxl.utils import get_column_letter

from matchmaker.web.columns import Cell, Column, begins_formula, printable

MONEY_FORMAT = f"{FORMAT_NUMBER_COMMA_SEPARATED1}####"  # as many decimals as the sum has, at least two
DATE_FORMAT = 'yyyy"年"m"月"d"日"'
FONT = "等线"
LONGEST_TEXT = 32_767  # characters that Excel takes in one cell
CUT = "…（内容过长，请在平台上查看）"
LONGEST_SHEET_NAME = 31
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
# Starts with a letter, a digit or a Chinese character, and holds nothing that would have to be escaped or cut.
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[ .,:;/()（）、，。：；《》“”-]){,200}")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LINE = Side(style="thin", color="FF9AA5AB")
GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD_FILL = PatternFill("solid", fgColor="FFE3EEF0")
WRAPPED = Alignment(vertical="top", wrap_text=True)
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)


def write_list(
    target: IO[bytes],
    name: str,
    columns: Sequence[Column[Any]],
    cells: Iterable[Sequence[Cell]],
    remarks: Sequence[tuple[str, str]] = (),
) -> None:
    """One sheet with a head that stays in sight and may filter; rows are written as they come.

    ``remarks`` (label, text), such as the definition of what is counted, get a
    second sheet.
    """
    write_book(target, [(name, columns, cells)], remarks)


def write_book(
    target: IO[bytes],
    lists: Sequence[tuple[str, Sequence[Column[Any]], Iterable[Sequence[Cell]]]],
    remarks: Sequence[tuple[str, str]] = (),
) -> None:
    """Several lists (name, columns, cells), a sheet each, as ``write_list`` makes one."""
    book = Workbook(write_only=True)
    for name, columns, cells in lists:
        _add_list(book, name, columns, cells)
    if remarks:
        _add_remarks(book, remarks)
    book.save(target)


def _add_list(book: Workbook, name: str, columns: Sequence[Column[Any]], cells: Iterable[Sequence[Cell]]) -> None:
    sheet = book.create_sheet(sheet_name(name))
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.shown_width
    sheet.freeze_panes = "A2"
    sheet.append([head_cell(sheet, column.heading) for column in columns])
    length = 1
    for row in cells:
        sheet.append([_written(sheet, value) for value in row])
        length += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(max(1, len(columns)))}{length}"


def _add_remarks(book: Workbook, remarks: Sequence[tuple[str, str]]) -> None:
    sheet = book.create_sheet(sheet_name(_("统计口径")))
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 18, 90
    for label, text in remarks:
        told = cell(sheet, text)
        if told is not None:
            told.alignment = WRAPPED
        sheet.append([head_cell(sheet, label), told])


def sheet_name(text: str) -> str:
    """``text`` as Excel takes it for a sheet."""
    return _SHEET_NAME.sub(" ", printable(text)).strip(" '")[:LONGEST_SHEET_NAME] or "Sheet1"


def head_cell(sheet: Any, text: str) -> Any:
    """A cell of the head, in bold on a light ground."""
    made = cell(sheet, text)
    made.font, made.fill, made.alignment, made.border = Font(name=FONT, bold=True), HEAD_FILL, CENTRED, GRID
    return made


def cell(sheet: Any, value: Cell) -> Any:
    """``value`` as a cell of a sheet that is written as it comes; None where there is nothing to write."""
    nothing = value is None or (isinstance(value, str) and not printable(value))
    return None if nothing else fill(WriteOnlyCell(sheet), value)


def _written(sheet: Any, value: Cell) -> Any:
    """Plain text as it is, for which the writer needs no cell of its own; anything else as ``cell`` makes it."""
    return value if isinstance(value, str) and _PLAIN.fullmatch(value) else cell(sheet, value)


def fill(made: Any, value: Cell) -> Any:
    """Write ``value`` into the cell ``made`` as its own type; the cell."""
    if isinstance(value, str):
        made.value = cell_text(value)
        made.data_type = "s"  # whatever openpyxl has read into it: a formula, an error
        if begins_formula(value):
            made.quotePrefix = True
        if "\n" in value:
            made.alignment = WRAPPED
        return made
    made.value = value
    if isinstance(value, Decimal):
        made.number_format = MONEY_FORMAT
    elif isinstance(value, date):
        made.number_format = DATE_FORMAT
    return made


def cell_text(text: str) -> str:
    """``text`` as a cell holds it: ``_x0041_`` would be read as A, so its first sign is written as a code."""
    shown = printable(text)
    if len(shown) > LONGEST_TEXT:
        shown = shown[: LONGEST_TEXT - len(CUT)] + CUT
    return _ESCAPED.sub("_x005F_", shown)
