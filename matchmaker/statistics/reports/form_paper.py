"""An annual report on paper: the form's blocks as tables in Word, and one sheet in Excel."""

from __future__ import annotations

from decimal import Decimal
from typing import IO, Any

from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.properties import PageSetupProperties

from matchmaker.core.i18n import N_
from matchmaker.core.money import FEN_PER_WAN
from matchmaker.statistics.metrics import Unit
from matchmaker.statistics.reports.blocks import BLOCKS, Line
from matchmaker.statistics.reports.models import AnnualReport
from matchmaker.statistics.reports.wording import definitions, shown
from matchmaker.statistics.reports.workflow import REPORT
from matchmaker.web.columns import Cell
from matchmaker.web.filters import cn_date
from matchmaker.web.official_word import TABLE_SIZE, OfficialDocument
from matchmaker.web.workbooks import CENTRED, FONT, GRID, HEAD_FILL, WRAPPED, fill, sheet_name

HEAD = (N_("栏目"), N_("项目"), N_("平台草拟数"), N_("填报数"), N_("更正理由"))
WIDTHS = (18, 30, 16, 16, 40)


def word_of(row: AnnualReport, title: str) -> OfficialDocument:
    """The report to sign and stamp."""
    made = OfficialDocument(title)
    made.heading(title, 0)
    for label, value in _head(row):
        made.line(f"{label}：{value}", bold_to=len(label) + 1)
    for number, block in enumerate(BLOCKS, 1):
        made.heading(f"{number}. {_(block.title)}", 1)
        counted = any(line.basis for line in block.lines)
        head = [_("项目"), _("平台草拟数"), _("填报数"), _("更正理由")] if counted else [_("项目"), _("填报数")]
        cells = [_cells(row, line) for line in block.lines]
        widths, numbers = ((6, 3, 3, 5), (1, 2)) if counted else ((6, 3), (1,))
        made.sheet(head, [each if counted else [each[0], each[2]] for each in cells], widths, numbers)
    made.heading(_("补充说明"), 1)
    made.paragraphs(row.note or _("无"))
    made.heading(_("数字从哪里来"), 1)
    for label, words in definitions():
        made.line(f"{label}：{words}", size=TABLE_SIZE, bold_to=len(label) + 1)
    signed = [_("单位（盖章）："), _("负责人（签字）："), _("填报人："), _("日期：　　　年　　月　　日")]
    made.signature(_("填报单位意见"), signed)
    made.foot(f"{row.organization.name}　{title}", _("第 {page} 页，共 {pages} 页"), _("金额单位：万元"))
    return made


def write_excel(target: IO[bytes], row: AnnualReport, title: str) -> None:
    """One sheet: the head, all lines under their blocks, the note, the place to sign."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = sheet_name(title)
    for letter, width in zip("ABCDE", WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.merge_cells("A1:E1")
    fill(sheet["A1"], title).font = Font(name=FONT, size=16, bold=True)
    sheet["A1"].alignment = CENTRED
    at = 2
    for label, value in _head(row):
        at = _write(sheet, at, (label, value))
    for column, text in enumerate(HEAD, 1):
        cell = fill(sheet.cell(at, column), _(text))
        cell.font, cell.fill, cell.alignment, cell.border = Font(name=FONT, bold=True), HEAD_FILL, CENTRED, GRID
    at += 1
    for block in BLOCKS:
        for line in block.lines:
            numbers = (_number(line, row.drafted(line.code)), _number(line, row.stated(line.code)))
            at = _write(sheet, at, (_(block.title), _(line.label), *numbers, row.reason(line.code)), grid=True)
    at = _write(sheet, at, (_("补充说明"), row.note))
    _write(sheet, at + 1, (_("单位（盖章）："), "", _("负责人："), "", _("填报人：")))
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "portrait", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    book.save(target)


def _head(row: AnnualReport) -> list[tuple[str, str]]:
    return [
        (str(_("填报单位")), row.organization.name),
        (str(_("统一社会信用代码")), row.organization.credit_code or _("未填写")),
        (str(_("状态")), str(_(REPORT.labels[row.state]))),
        (str(_("草拟日期")), cn_date(row.drafted_on)),
        (str(_("提交日期")), cn_date(row.submitted_at) or str(_("未提交"))),
    ]


def _cells(row: AnnualReport, line: Line) -> list[str]:
    figures = (shown(line, row.drafted(line.code)), shown(line, row.stated(line.code)))
    return [_(line.label), *figures, row.reason(line.code)]


def _number(line: Line, value: int | None) -> Cell:
    if value is None:
        return None
    return Decimal(value) / FEN_PER_WAN if line.unit is Unit.MONEY else value


def _write(sheet: Any, at: int, cells: tuple[Cell, ...], *, grid: bool = False) -> int:
    for column, value in enumerate(cells, 1):
        made = sheet.cell(at, column)
        if value is not None and value != "":
            fill(made, value)
        if grid:
            made.border, made.alignment = GRID, WRAPPED
    return at + 1
