"""A month of a region in short sentences, a table and definitions: the same on the page and on paper."""

from __future__ import annotations

from flask_babel import gettext as _

from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.i18n import N_
from matchmaker.statistics.reports.queries.monthly import Count, Month, Place
from matchmaker.web.columns import Column, Kind
from matchmaker.web.filters import wan

COLUMNS: tuple[Column[Place], ...] = (
    Column(N_("地区"), lambda row: row.name, width=20),
    Column(N_("新成果（项）"), lambda row: row.counts.get(Count.ACHIEVEMENTS, 0), Kind.NUMBER, 12),
    Column(N_("新需求（项）"), lambda row: row.counts.get(Count.NEEDS, 0), Kind.NUMBER, 12),
    Column(N_("决定（条）"), lambda row: row.counts.get(Count.DECIDED, 0), Kind.NUMBER, 12),
    Column(N_("引荐（件）"), lambda row: row.counts.get(Count.INTRODUCED, 0), Kind.NUMBER, 12),
    Column(N_("签约（件）"), lambda row: row.counts.get(Count.SIGNED, 0), Kind.NUMBER, 12),
    Column(N_("登记合同（份）"), lambda row: row.counts.get(Count.REGISTERED, 0), Kind.NUMBER, 14),
    Column(N_("吸纳额（万元）"), lambda row: row.amounts.get(Count.REGISTERED, 0), Kind.MONEY),
    Column(N_("超期（件）"), lambda row: row.counts.get(Count.LATE, 0), Kind.NUMBER, 12),
)
DEFINITIONS = (
    (N_("新成果、新需求"), N_("本月在平台上发布的科技成果、技术需求，按所属地区计。")),
    (N_("决定"), N_("本月联络员对匹配推荐作出的决定，包括同意、暂缓和不采用，按需求所在地区计。")),
    (N_("引荐"), N_("本月双方同意引荐的对接，按需求所在地区计。")),
    (N_("签约"), N_("本月签约的对接，签约额是对接里写明的合同金额。")),
    (
        N_("登记合同和吸纳额"),
        N_("买方在本地区、本月签订、已在技术市场登记的技术合同；计入合同写明的考核单位，没有写明的计入买方所在县区。"),
    ),
    (N_("超期"), N_("到制表当天逾期未答复的引荐、超过时限没有进展的对接和逾期未办的任务，不限本月。")),
    (N_("榜题"), N_("本地区榜题在制表当天的状态。")),
    (N_("政策申领"), N_("本月提交的申领，和本月同意的申领及金额。")),
)


def sentences(found: Month) -> list[str]:
    """What happened, with figures."""
    given = {what.value: found.count(what) for what in Count}
    sums = {f"{what}_wan": wan(found.amount(what)) for what in (Count.SIGNED, Count.REGISTERED, Count.GRANTED)}
    words = {"year": found.year, "month": found.month, **given, **sums}
    told = [
        _("%(year)s年%(month)s月，新发布科技成果 %(achievements)s 项、技术需求 %(needs)s 项。", **words),
        _("联络员决定匹配推荐 %(decided)s 条，促成引荐 %(introduced)s 件。", **words),
        _("签约 %(signed)s 件，签约额 %(signed_wan)s 万元。", **words),
        _("登记技术合同 %(registered)s 份，吸纳技术合同成交额 %(registered_wan)s 万元。", **words),
        _("收到政策申领 %(claimed)s 件，同意 %(granted)s 件、%(granted_wan)s 万元。", **words),
    ]
    late = _("目前有 %(late)s 件超过时限，需要催办。", **words) if given[Count.LATE] else _("目前没有超过时限的事项。")
    return [str(each) for each in (*told, late, _challenges(found))]


def _challenges(found: Month) -> str:
    if not found.challenges:
        return str(_("本地区还没有榜题。"))
    states = [(label, found.challenges.get(state, 0)) for state, label in CHALLENGE.labels.items()]
    told = "、".join(_("%(state)s %(n)s 项", state=_(label), n=count) for label, count in states if count)
    return str(_("榜题共 %(n)s 项：%(states)s。", n=sum(found.challenges.values()), states=told))


def definitions() -> list[tuple[str, str]]:
    """(label, words) of every figure."""
    return [(str(_(label)), str(_(words))) for label, words in DEFINITIONS]


def total(found: Month) -> Place:
    """The whole region as a last line."""
    return Place(
        str(_("合计")), {what: found.count(what) for what in Count}, {what: found.amount(what) for what in Count}
    )
