"""The monthly report in Word, and the month's ledger in Excel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import IO, Any

from flask_babel import gettext as _

from matchmaker.core import clock
from matchmaker.core.i18n import N_
from matchmaker.deals.workflow import DEAL
from matchmaker.statistics.reports import month_words
from matchmaker.statistics.reports.queries.monthly import Month
from matchmaker.web.columns import Cell, Column, Kind, table, translated
from matchmaker.web.filters import cn_date, wan
from matchmaker.web.list_books import write_book
from matchmaker.web.official_word import TABLE_SIZE, OfficialDocument

SHEET_WIDTHS = (7, 3, 3, 3, 3, 3, 4, 6, 3)
DEALS: tuple[Column[Any], ...] = (
    Column(N_("地区"), lambda row: row.place, width=14),
    Column(N_("技术需求"), lambda row: row.Deal.need.title, width=36),
    Column(N_("科技成果"), lambda row: row.Deal.achievement.title, width=36),
    Column(N_("状态"), lambda row: _(DEAL.labels[row.Deal.state]), width=12),
    Column(N_("引荐日期"), lambda row: row.Deal.introduced_at, Kind.DATE),
    Column(N_("签约日期"), lambda row: row.Deal.signed_on, Kind.DATE),
    Column(N_("合同金额（万元）"), lambda row: row.Deal.amount, Kind.MONEY),
)


def word_of(found: Month, title: str, maker: str) -> OfficialDocument:
    """The monthly report: sentences, a table of places, definitions; ``maker`` is who made it."""
    made = OfficialDocument(title)
    made.heading(title, 0)
    made.heading(_("一、总体情况"), 1)
    for sentence in month_words.sentences(found):
        made.paragraphs(sentence)
    made.heading(_("二、各地区情况"), 1)
    head = [_head(column) for column in month_words.COLUMNS]
    rows = [_line(place) for place in [*found.places, month_words.total(found)]]
    made.sheet(head, rows, SHEET_WIDTHS, range(1, len(head)))
    made.heading(_("三、统计口径"), 1)
    for label, words in month_words.definitions():
        made.line(f"{label}：{words}", size=TABLE_SIZE, bold_to=len(label) + 1)
    told = _("制表：%(maker)s　%(day)s", maker=maker, day=cn_date(clock.today()))
    made.line(told, align="right")
    made.foot(title, _("第 {page} 页，共 {pages} 页"), _("数字由平台按制表当天的记录生成"))
    return made


def write_ledger(
    target: IO[bytes],
    found: Month,
    contracts: tuple[tuple[Column[Any], ...], Iterable[Any]],
    deals: Iterable[Any],
) -> None:
    """Three sheets with their definitions: the places, the month's contracts (columns, rows), its deals."""
    places = [*found.places, month_words.total(found)]
    lists = (
        (_("各地区"), month_words.COLUMNS, places),
        (_("登记的技术合同"), *contracts),
        (_("引荐和签约的对接"), DEALS, deals),
    )
    told = []
    for name, columns, rows in lists:
        shown: Any = translated(columns)
        told.append((name, shown, table(shown, rows)))
    remarks = [(_("月份"), _("%(y)s年%(m)s月", y=found.year, m=found.month)), *month_words.definitions()]
    write_book(target, told, remarks)


def _line(place: Any) -> list[str]:
    return [_text(column.value(place), column.kind) for column in month_words.COLUMNS]


def _head(column: Column[Any]) -> str:
    """A narrow column names what it counts; only money needs its unit."""
    text = str(_(column.heading))
    return text.replace("（", "\n（") if column.kind is Kind.MONEY else text.partition("（")[0]


def _text(value: Cell, kind: Kind) -> str:
    if isinstance(value, int):
        return wan(value) if kind is Kind.MONEY else f"{value:,}"
    return str(value)
