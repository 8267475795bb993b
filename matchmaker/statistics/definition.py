"""A figure's definition in words, for pages and files."""

from __future__ import annotations

from flask_babel import gettext as _

from matchmaker.statistics.cut import Cut
from matchmaker.statistics.metrics import METRICS, SELLING, Metric
from matchmaker.statistics.models import COUNTED_WHEN_LABELS, CountedWhen


def period(cut: Cut) -> str:
    """2026年3月; 2026年; 2024年至2026年; 截至2026年底累计."""
    if cut.month is not None:
        return str(_("%(year)s年%(month)s月", year=cut.year, month=cut.month))
    if cut.first_year is None:
        return str(_("截至%(year)s年底累计", year=cut.year))
    if cut.first_year < cut.year:
        return str(_("%(first)s年至%(year)s年", first=cut.first_year, year=cut.year))
    return str(_("%(year)s年", year=cut.year))


def sentences(cut: Cut) -> list[tuple[str, str]]:
    """(label, words): what is counted, when, where, and what is left out."""
    rule = METRICS[cut.metric]
    found = [(_("指标"), _(rule.label)), (_("口径"), _(rule.definition)), (_("统计期"), period(cut))]
    if cut.metric is Metric.RESULTS:
        found.append((_("何时算转化"), _(COUNTED_WHEN_LABELS[CountedWhen(cut.counted_when)])))
    else:
        found.append((_("按哪个日期"), _("合同签订日期")))
    if cut.place:
        found.append((_("考核单位"), cut.place))
    if cut.outside_only:
        side = _("只计买方在本市以外的") if cut.flow == SELLING else _("只计卖方（成果方）在本市以外的")
        found.append((_("范围"), side))
    return [(str(label), str(words)) for label, words in found]
