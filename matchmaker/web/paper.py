"""Excel sheets made for paper: a titled table of many, and a form of labelled boxes for one.

Both are A4, as wide as the page, with a line for the office's seal where the
caller asks for one. Text is written as in ``web.workbooks``: never a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from matchmaker.web.columns import Cell, Column, Kind
from matchmaker.web.workbooks import CENTRED, FONT, GRID, HEAD_FILL, fill, sheet_name

A4 = 9  # Excel's number of the paper size
TITLE_FONT, HEAD_FONT, TEXT_FONT = Font(name=FONT, size=18, bold=True), Font(name=FONT, bold=True), Font(name=FONT)
TOP_LEFT = Alignment(vertical="top", wrap_text=True)
MIDDLE_LEFT = Alignment(vertical="center", wrap_text=True)
LINE_HEIGHT, TITLE_HEIGHT = 16, 36
CHINESE = "\u2e80"  # from here on a character takes two columns of a cell
LABEL_WIDTH, VALUE_WIDTH = 18, 30
SECOND_PAIR = 3  # the column at which the second label of a row stands
HIGHEST_ROW = 400  # Excel draws none higher than 409 points


@dataclass(frozen=True, slots=True)
class Box:
    """A label and its value; a ``wide`` one takes the line for itself, ``lines`` is its least height."""

    label: str
    value: Cell
    wide: bool = False
    lines: int = 1


@dataclass(frozen=True, slots=True)
class Form:
    """One sheet: ``name`` on its tab, ``title`` above, the boxes in order, two narrow ones on a line."""

    name: str
    title: str
    boxes: Sequence[Box]


def write_table(
    target: IO[bytes], title: str, notes: Sequence[str], columns: Sequence[Column[Any]], rows: Iterable[Any]
) -> None:
    """A table on A4 across: title, a line of ``notes`` side by side, the head on each page, then the rows."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = sheet_name(title)
    width = len(columns)
    _title(sheet, title, width)
    fill(sheet.cell(2, 1), "　　　　".join(notes)).font = TEXT_FONT
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=width)
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.shown_width
        _box(fill(sheet.cell(3, number), column.heading), HEAD_FONT, CENTRED, is_head=True)
    for place, row in enumerate(rows, start=4):
        for number, column in enumerate(columns, start=1):
            value = column.cell(row)
            made = sheet.cell(place, number) if value is None else fill(sheet.cell(place, number), value)
            _box(made, TEXT_FONT, TOP_LEFT if column.kind is Kind.TEXT else CENTRED)
    sheet.freeze_panes = "A4"
    sheet.print_title_rows = "1:3"
    _page(sheet, "landscape")
    book.save(target)


def write_forms(target: IO[bytes], forms: Iterable[Form]) -> None:
    """One form a sheet, each on A4 upright; there must be at least one."""
    book = Workbook()
    names: set[str] = set()
    for number, form in enumerate(forms):
        sheet: Any = book.active if number == 0 else book.create_sheet()
        sheet.title = _unique(sheet_name(form.name), names)
        _form(sheet, form)
    book.save(target)


def _form(sheet: Any, form: Form) -> None:
    for number, width in enumerate((LABEL_WIDTH, VALUE_WIDTH, LABEL_WIDTH, VALUE_WIDTH), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    _title(sheet, form.title, 4)
    row, column = 1, 5
    for box in form.boxes:
        if box.wide or column > SECOND_PAIR:
            row, column = row + 1, 1
        _draw(sheet, row, column, box)
        column = 5 if box.wide else column + 2
    _page(sheet, "portrait")


def _draw(sheet: Any, row: int, column: int, box: Box) -> None:
    _box(fill(sheet.cell(row, column), box.label), HEAD_FONT, CENTRED, is_head=True)
    last = 4 if box.wide else column + 1
    made = sheet.cell(row, column + 1)
    if box.value is not None:
        fill(made, box.value)
    _box(made, TEXT_FONT, TOP_LEFT if box.lines > 1 else MIDDLE_LEFT)
    made.alignment = Alignment(horizontal="left", vertical=made.alignment.vertical, wrap_text=True)
    if box.wide:
        for each in range(column + 2, last + 1):
            sheet.cell(row, each).border = GRID
        sheet.merge_cells(start_row=row, end_row=row, start_column=column + 1, end_column=last)
    width = VALUE_WIDTH * 2 + LABEL_WIDTH if box.wide else VALUE_WIDTH
    height = LINE_HEIGHT * max(box.lines, _lines(box.value, width)) + 8
    known = sheet.row_dimensions[row].height or 0
    sheet.row_dimensions[row].height = min(max(height, known), HIGHEST_ROW)


def _lines(value: Cell, width: int) -> int:
    """How many lines a text takes in a cell of this width; Excel fits no merged cell by itself."""
    if not isinstance(value, str):
        return 1
    lengths = (sum(2 if sign >= CHINESE else 1 for sign in line) for line in value.split("\n"))
    return sum(max(1, -(-length // max(1, width - 2))) for length in lengths)


def _title(sheet: Any, title: str, width: int) -> None:
    made = fill(sheet.cell(1, 1), title)
    made.font, made.alignment = TITLE_FONT, CENTRED
    sheet.row_dimensions[1].height = TITLE_HEIGHT
    sheet.merge_cells(start_row=1, end_row=1, start_column=1, end_column=width)


def _box(made: Any, font: Font, alignment: Alignment, *, is_head: bool = False) -> None:
    made.font, made.alignment, made.border = font, alignment, GRID
    if is_head:
        made.fill = HEAD_FILL


def _page(sheet: Any, orientation: str) -> None:
    sheet.page_setup.orientation, sheet.page_setup.paperSize = orientation, A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = sheet.page_margins.right = 0.5
    sheet.oddFooter.center.text = "第 &P 页 / 共 &N 页"


def _unique(name: str, taken: set[str]) -> str:
    """``name``, with a number when another sheet of the book has it; Excel does not tell a from A."""
    made, number = name, 1
    while made.lower() in taken:
        number += 1
        made = f"{name[:26]} {number}"
    taken.add(made.lower())
    return made
