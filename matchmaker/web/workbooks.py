"""What every sheet of Excel shares: text is never a formula, dates and money are what they say.

Sheets that are laid out for paper are made of cells (openpyxl) that ``fill``
fills; long lists are written in a stream by ``web.list_books``.

A text that begins like a formula keeps its characters; its cell carries the
mark (``quotePrefix``) that Excel sets for a text typed with an apostrophe, so
that it stays text when somebody edits it, too.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from openpyxl.styles import Alignment, Border, PatternFill, Side
from openpyxl.styles.numbers import FORMAT_NUMBER_COMMA_SEPARATED1

from matchmaker.web.columns import Cell, begins_formula, printable

MONEY_FORMAT = f"{FORMAT_NUMBER_COMMA_SEPARATED1}####"  # as many decimals as the sum has, at least two
DATE_FORMAT = 'yyyy"年"m"月"d"日"'
FONT = "等线"
LONGEST_TEXT = 32_767  # that Excel takes in one cell, in units of UTF-16
CUT = "…（内容过长，请在平台上查看）"
LONGEST_SHEET_NAME = 31
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
HEAD_COLOUR, LINE_COLOUR = "E3EEF0", "9AA5AB"
_LINE = Side(style="thin", color=f"FF{LINE_COLOUR}")
GRID = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
HEAD_FILL = PatternFill("solid", fgColor=f"FF{HEAD_COLOUR}")
WRAPPED = Alignment(vertical="top", wrap_text=True)
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)


def sheet_name(text: str) -> str:
    """``text`` as Excel takes it for a sheet."""
    return _SHEET_NAME.sub(" ", printable(text)).strip(" '")[:LONGEST_SHEET_NAME] or "Sheet1"


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
    return _ESCAPED.sub("_x005F_", within_cell(text))


def within_cell(text: str) -> str:
    """``text`` as far as a cell has room, which Excel measures in UTF-16; a text that was cut says so."""
    shown = printable(text)
    if len(shown) * 2 <= LONGEST_TEXT or _units(shown) <= LONGEST_TEXT:
        return shown
    room = LONGEST_TEXT - len(CUT)
    return shown.encode("utf-16-le")[: room * 2].decode("utf-16-le", errors="ignore") + CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
