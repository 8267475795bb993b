"""What may be counted of contracts and results, in the words of those who are judged by it.

Sources: 重点任务分工 row 1 (吸纳技术合同成交额, by the buyer's county), 淮北行动方案
(数量和成交额), 淮府〔2022〕54号 (市外转化成果). 输出额 is the seller's side of the same
ledger. Only what the registration office registered is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matchmaker.core.i18n import N_


class Metric(StrEnum):
    """What is counted; see METRICS."""

    ABSORBED_AMOUNT = "absorbed_amount"
    ABSORBED_COUNT = "absorbed_count"
    ABSORBED_RECEIVED = "absorbed_received"
    OUTPUT_AMOUNT = "output_amount"
    OUTPUT_COUNT = "output_count"
    RESULTS = "results"
    EXTERNAL = "external"


class Unit(StrEnum):
    """In what a figure is given; money is kept in 分 and shown in 万元."""

    MONEY = "money"
    COUNT = "count"
    PERCENT = "percent"


class Window(StrEnum):
    """Over what time: the year, since the beginning, or a term of office."""

    YEAR = "year"
    TOTAL = "total"
    TERM = "term"


UNIT_LABELS = {Unit.MONEY: N_("万元"), Unit.COUNT: N_("项（份、家）"), Unit.PERCENT: N_("%")}
WINDOW_LABELS = {Window.YEAR: N_("当年"), Window.TOTAL: N_("累计"), Window.TERM: N_("任期")}


@dataclass(frozen=True, slots=True)
class MetricRule:
    """``column``: which sum of the contracts' totals; ``flow``: by the buyer's region or the seller's.

    A metric without a column is not counted by this platform: its targets are
    kept, its figures come from elsewhere.
    """

    label: str
    definition: str
    unit: Unit
    column: str = ""
    flow: str = ""


BUYING, SELLING = "buying", "selling"
METRICS: dict[Metric, MetricRule] = {
    Metric.ABSORBED_AMOUNT: MetricRule(
        N_("吸纳技术合同成交额"),
        N_(
            "买方在本地区、已在技术市场登记的技术合同，按合同成交额合计；计入合同写明的考核单位，没有写明的计入买方所在县区。"
        ),
        Unit.MONEY,
        "amount",
        BUYING,
    ),
    Metric.ABSORBED_COUNT: MetricRule(
        N_("吸纳技术合同份数"), N_("买方在本地区、已登记的技术合同，按份数计。"), Unit.COUNT, "count", BUYING
    ),
    Metric.ABSORBED_RECEIVED: MetricRule(
        N_("吸纳合同到账额"),
        N_("买方在本地区、已登记的技术合同，按累计已付金额合计；与成交额分开，不相互代替。"),
        Unit.MONEY,
        "received",
        BUYING,
    ),
    Metric.OUTPUT_AMOUNT: MetricRule(
        N_("输出技术合同成交额"),
        N_("卖方在本地区、已登记的技术合同，按合同成交额合计。"),
        Unit.MONEY,
        "amount",
        SELLING,
    ),
    Metric.OUTPUT_COUNT: MetricRule(
        N_("输出技术合同份数"), N_("卖方在本地区、已登记的技术合同，按份数计。"), Unit.COUNT, "count", SELLING
    ),
    Metric.RESULTS: MetricRule(
        N_("转化科技成果项数"),
        N_("需求方在本地区的对接中已经转化的科技成果，一项成果只计一次；何时算转化（签约、到账或投产）由指标规定。"),
        Unit.COUNT,
    ),
    Metric.EXTERNAL: MetricRule(N_("其他指标"), N_("本平台不统计，只保存目标；数据以主管部门公布的为准。"), Unit.COUNT),
}
COUNTED = tuple(metric for metric, rule in METRICS.items() if rule.column)
"""Metrics that the ledger of contracts answers."""
FROZEN = (*COUNTED, Metric.RESULTS)
"""Metrics whose figures are kept when a year is closed; results by the day of signature."""
