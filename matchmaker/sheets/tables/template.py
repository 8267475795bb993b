"""A workbook to be filled in: one column a field, notes at the headings, choices to pick from.

The choices stand on a second sheet, because a list within the rule itself may
hold 255 characters only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from matchmaker.sheets.tables.child import HELP_SHEET
from matchmaker.sheets.tables.fields import Field, Kind

ROWS = 2_000
"""So many rows below the heading offer the choices."""
_HEAD = PatternFill("solid", fgColor="FFDCEBEF")
_NEEDED = PatternFill("solid", fgColor="FFFCE8C8")
_WIDTHS = {Kind.TEXT: 28, Kind.INDICATORS: 36, Kind.TARGETS: 36}
_YES_NO = ("是", "否")
_CLEARED = ("可公开",)


def write_template(
    target: Path,
    fields: Sequence[Field],
    notes: Mapping[str, str],
    needed: frozenset[str],
    help_lines: Sequence[str],
    offers: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write the workbook; ``notes``: field → remark at its heading, ``needed`` are coloured.

    ``offers``: field → what may be picked where the field itself has no choices.
    """
    book = Workbook()
    page, lists, help_page = book.worksheets[0], book.create_sheet("选项"), book.create_sheet(HELP_SHEET)
    page.title = "数据"
    for number, each in enumerate(fields, start=1):
        _head(page, number, each, notes.get(each.name, ""), is_needed=each.name in needed)
        _offer(page, lists, number, each, _labels(each) or (offers or {}).get(each.name, ()))
    page.freeze_panes = "A2"
    for line in help_lines:
        help_page.append([line])
    help_page.column_dimensions["A"].width = 100
    lists.sheet_state = "hidden"
    book.save(target)


def _head(page: Worksheet, number: int, field: Field, note: str, *, is_needed: bool) -> None:
    cell = page.cell(row=1, column=number, value=heading(field))
    cell.font, cell.fill = Font(bold=True), _NEEDED if is_needed else _HEAD
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    if note:
        cell.comment = Comment(note, HELP_SHEET, width=280, height=110)
    page.column_dimensions[get_column_letter(number)].width = _WIDTHS.get(field.kind, 16)


def heading(field: Field) -> str:
    """The column's heading, with the unit of money."""
    return f"{field.label}（万元）" if field.kind in {Kind.MONEY, Kind.PRICE, Kind.BUDGET} else field.label


def _offer(page: Worksheet, lists: Worksheet, number: int, field: Field, labels: Sequence[str]) -> None:
    if not labels:
        return
    for row, label in enumerate(labels, start=1):
        lists.cell(row=row, column=number, value=label)
    letter = get_column_letter(number)
    rule = DataValidation(
        type="list",
        formula1=f"'选项'!${letter}$1:${letter}${len(labels)}",
        allow_blank=True,
        # several may be written, separated by 、, and texts only have proposals: others are let through
        showErrorMessage=field.kind not in {Kind.CHOICES, Kind.TEXT},
        errorTitle="请从列表中选择",
        error="请选列表中的一项，或留空。",
    )
    rule.add(f"{letter}2:{letter}{ROWS + 1}")
    page.add_data_validation(rule)


def _labels(field: Field) -> Sequence[str]:
    if field.kind is Kind.YES_NO:
        return _YES_NO
    if field.kind is Kind.CLEARANCE:
        return _CLEARED
    return list(field.choices.values()) if field.kind in {Kind.CHOICE, Kind.CHOICES, Kind.LEVEL} else ()
