"""The figures of the quality page as tables for download, one for each part of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from flask_babel import gettext as _

from matchmaker.catalog.vocabulary import FIELDS
from matchmaker.core import clock
from matchmaker.deals.reasons import label
from matchmaker.engine.frozen import measured
from matchmaker.matching.quality import Gap, Quality
from matchmaker.matching.quality_words import FROZEN, RATES, WAITS
from matchmaker.matching.statistics import Share
from matchmaker.web.columns import Cell

DIGITS = 4
Names = Mapping[str, str]


class Table(NamedTuple):
    """A head and its rows."""

    head: list[str]
    rows: list[list[Cell]]


def field_name(code: str) -> str:
    """A field's label, or that there is none."""
    return _(FIELDS[code]) if code in FIELDS else code or _("未标注领域")


def region_name(gap: Gap, names: Names) -> str:
    """A city's or county's name; what a city keeps for itself says so."""
    if gap.code == gap.within:
        return str(_("市本级及未分县区"))
    return names.get(gap.code, gap.code)


def _rates(found: Quality, _names: Names) -> Table:
    head = [_("指标"), _("比例"), _("95% 区间下限"), _("95% 区间上限"), _("分子"), _("分母"), _("定义")]
    rows = []
    for key, share in found.rates.items():
        measure = RATES[key]
        rows.append([_(measure.label), *_share(share), share.part, share.whole, _(measure.definition)])
    return Table(head, rows)


def _share(share: Share) -> list[Cell]:
    interval = share.interval
    if share.value is None or interval is None:
        return [None, None, None]
    return [round(number, DIGITS) for number in (share.value, interval.low, interval.high)]


def _waits(found: Quality, _names: Names) -> Table:
    head = [_("指标"), _("中位数（天）"), _("下四分位（天）"), _("上四分位（天）")]
    head += [_("有过的需求数"), _("没有的需求数"), _("定义")]
    rows: list[list[Cell]] = []
    for key, each in found.waits.items():
        days: list[Cell] = [each.days.median, each.days.lower, each.days.upper] if each.days else [None, None, None]
        count = each.days.count if each.days else 0
        rows.append([_(WAITS[key].label), *days, count, each.pending, _(WAITS[key].definition)])
    return Table(head, rows)


def _reasons(found: Quality, _names: Names) -> Table:
    return Table([_("不通过的原因"), _("次数")], [[_(label(code)), number] for code, number in found.reasons.items()])


def _fields(found: Quality, _names: Names) -> Table:
    return Table([_("高新领域"), *_gap_head()], [[field_name(gap.code), *_gap_cells(gap)] for gap in found.fields])


def _regions(found: Quality, names: Names) -> Table:
    rows: list[list[Cell]] = []
    for gap in found.regions:
        city = names.get(gap.within or gap.code, gap.within or gap.code)
        rows.append([city, region_name(gap, names) if gap.within else _("全市"), gap.code, *_gap_cells(gap)])
    return Table([_("市"), _("县区、园区"), _("代码"), *_gap_head()], rows)


def _frozen(_found: Quality, _names: Names) -> Table:
    kept = measured()
    head = [_("指标"), _("值"), _("95% 区间下限"), _("95% 区间上限"), _("引擎"), _("定义")]
    rows: list[list[Cell]] = []
    for key, (label_, definition) in FROZEN.items():
        numbers: list[Cell] = [round(number, DIGITS) for number in (kept.values[key], *kept.intervals[key])]
        rows.append([_(label_), *numbers, kept.engine, _(definition)])
    return Table(head, rows)


def _gap_head() -> list[str]:
    return [_("需求数"), _("成果数"), _("有较强推荐的需求数"), _("缺口")]


def _gap_cells(gap: Gap) -> Sequence[Cell]:
    missing = gap.missing.value
    return [gap.needs, gap.achievements, gap.covered, None if missing is None else round(missing, DIGITS)]


TABLES: dict[str, Callable[[Quality, Names], Table]] = {
    "rates": _rates,
    "reasons": _reasons,
    "waits": _waits,
    "fields": _fields,
    "regions": _regions,
    "frozen": _frozen,
}
# Of no period: the same everywhere, until the engine changes.
UNDATED = {"frozen"}


def table(name: str, found: Quality, names: Names) -> Table:
    """The table ``name`` of TABLES, each row with the period it stands for: its first day (if any) and its last."""
    head, rows = TABLES[name](found, names)
    if name in UNDATED:
        return Table(head, rows)
    first = "" if found.first_day is None else found.first_day.isoformat()
    return Table([*head, _("起"), _("止")], list(_dated(rows, first, clock.today().isoformat())))


def _dated(rows: Iterable[list[Cell]], first: str, last: str) -> Iterable[list[Cell]]:
    return ([*row, first, last] for row in rows)
