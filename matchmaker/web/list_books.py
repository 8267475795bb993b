"""Long lists as Excel files, written in a stream (XlsxWriter, a quarter of the time openpyxl takes).

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
from xlsxwriter import Workbook

from matchmaker.web.columns import Cell, Column, begins_formula
from matchmaker.web.workbooks import (
    DATE_FORMAT,
    FONT,
    HEAD_COLOUR,
    LINE_COLOUR,
    MONEY_FORMAT,
    sheet_name,
    within_cell,
)

# One row in memory; the library's own reading of formulas, links and numbers into text stays off.
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# Starts with a letter, a digit or a Chinese character, and holds nothing that would have to be marked or cut.
_PLAIN = re.compile(r"[^\W_](?:[^\W_]|[ .,:;/()（）、，。：；《》“”-]){,200}")
# Between the two signs by which ``_x0041_`` would be read as A.
_CODE = re.compile(r"(?<=_)(?=x[0-9A-Fa-f]{4}_)")
LABEL_WIDTH, TEXT_WIDTH = 18, 90


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
    with Workbook(target, OPTIONS) as book:
        styles = _Styles(book)
        for name, columns, cells in lists:
            _add_list(_Sheet(book.add_worksheet(sheet_name(name)), styles), columns, cells)
        if remarks:
            _add_remarks(_Sheet(book.add_worksheet(sheet_name(_("统计口径"))), styles), remarks)


class _Styles:
    """The few ways a cell looks, each described to the book once."""

    def __init__(self, book: Any) -> None:
        head = {"font_name": FONT, "bold": True, "bg_color": f"#{HEAD_COLOUR}", "text_wrap": True, "align": "center"}
        self.head = book.add_format({**head, "valign": "vcenter", "border": 1, "border_color": f"#{LINE_COLOUR}"})
        self.money = book.add_format({"num_format": MONEY_FORMAT})
        self.day = book.add_format({"num_format": DATE_FORMAT})
        self.plain = book.add_format()
        wrapped = {"text_wrap": True, "valign": "top"}
        self.texts = {
            (marked, wraps): book.add_format({"quote_prefix": marked, **(wrapped if wraps else {})})
            for marked in (False, True)
            for wraps in (False, True)
        }


class _Sheet:
    """A sheet that takes values by their own type, in the order of its rows."""

    def __init__(self, sheet: Any, styles: _Styles) -> None:
        self.sheet, self.styles = sheet, styles

    def put(self, row: int, column: int, value: str | float | Decimal | date) -> None:
        """Write ``value``; an empty text leaves the cell empty."""
        if isinstance(value, str):
            if _PLAIN.fullmatch(value):
                self.sheet.write_string(row, column, value)
            else:
                style = self.styles.texts[begins_formula(value), "\n" in value]
                self.text(row, column, value, style)
        elif isinstance(value, Decimal):
            self.sheet.write_number(row, column, value, self.styles.money)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, self.styles.day)
        else:
            self.sheet.write_number(row, column, value)

    def text(self, row: int, column: int, value: str, style: Any) -> None:
        """Write any text so that it is read as it is.

        What would be read as a code, or begins and ends with the tags in which
        the library keeps rich text, is written as rich text in pieces.
        """
        shown = within_cell(value)
        pieces = _pieces(shown)
        if len(pieces) > 1:
            told = [part for piece in pieces for part in (self.styles.plain, piece)]
            self.sheet.write_rich_string(row, column, *told, style)
        elif shown:
            self.sheet.write_string(row, column, shown, style)


def _pieces(text: str) -> list[str]:
    pieces = _CODE.split(text)
    if text.startswith("<r>") and text.endswith("</r>"):
        return [text[0], pieces[0][1:], *pieces[1:]]
    return pieces


def _add_list(made: _Sheet, columns: Sequence[Column[Any]], cells: Iterable[Sequence[Cell]]) -> None:
    for number, column in enumerate(columns):
        made.sheet.set_column(number, number, column.shown_width)
        made.text(0, number, column.heading, made.styles.head)
    made.sheet.freeze_panes(1, 0)
    length = 0
    for length, row in enumerate(cells, start=1):
        for number, value in enumerate(row):
            if value is not None:
                made.put(length, number, value)
    made.sheet.autofilter(0, 0, length, max(0, len(columns) - 1))


def _add_remarks(made: _Sheet, remarks: Sequence[tuple[str, str]]) -> None:
    made.sheet.set_column(0, 0, LABEL_WIDTH)
    made.sheet.set_column(1, 1, TEXT_WIDTH)
    for number, (label, text) in enumerate(remarks):
        made.text(number, 0, label, made.styles.head)
        made.text(number, 1, text, made.styles.texts[begins_formula(text), True])
