"""What an annual report asks, as data: blocks of lines, each counted by the platform or typed by the unit.

Source: 科技成果转化年度报告 as the city's rules on transfer of results ask of universities, institutes and units
that undertook its projects, with the blocks of the national form (转让、许可、作价投资；开发、咨询、服务；奖励个人；
兼职离岗与参股公司；转移机构与人员；财政资助项目).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from matchmaker.core.i18n import N_
from matchmaker.statistics.metrics import Unit


class Basis(StrEnum):
    """Which records a figure is counted from."""

    TRANSFER = "transfer"
    LICENSE = "license"
    EQUITY = "equity"
    DEVELOPMENT = "development"
    CONSULTING = "consulting"
    SERVICE = "service"
    BOUGHT = "bought"
    ACHIEVEMENTS = "achievements"
    INTRODUCED = "introduced"
    SIGNED = "signed"


CONTRACT_BASES = tuple(Basis)[:7]
BASIS_LABELS = {
    Basis.TRANSFER: N_("转让"),
    Basis.LICENSE: N_("许可"),
    Basis.EQUITY: N_("作价投资"),
    Basis.DEVELOPMENT: N_("技术开发"),
    Basis.CONSULTING: N_("技术咨询"),
    Basis.SERVICE: N_("技术服务"),
    Basis.BOUGHT: N_("吸纳技术"),
    Basis.ACHIEVEMENTS: N_("新发布成果"),
    Basis.INTRODUCED: N_("引荐"),
    Basis.SIGNED: N_("签约的对接"),
}
DEFINITIONS = {
    Basis.TRANSFER: N_("本单位为卖方、当年签订、已登记的技术转让合同，支付方式不是股权。"),
    Basis.LICENSE: N_("本单位为卖方、当年签订、已登记的技术许可合同，支付方式不是股权。"),
    Basis.EQUITY: N_("本单位为卖方、当年签订、已登记的技术转让或许可合同，支付方式是股权。"),
    Basis.DEVELOPMENT: N_("本单位为卖方、当年签订、已登记的技术开发合同。"),
    Basis.CONSULTING: N_("本单位为卖方、当年签订、已登记的技术咨询合同。"),
    Basis.SERVICE: N_("本单位为卖方、当年签订、已登记的技术服务合同。"),
    Basis.BOUGHT: N_("本单位为买方、当年签订、已登记的技术合同，不分类别。"),
    Basis.ACHIEVEMENTS: N_("本单位当年在平台上发布的科技成果。"),
    Basis.INTRODUCED: N_("当年双方同意引荐、本单位为成果方或需求方的对接。"),
    Basis.SIGNED: N_("当年签约、本单位为成果方或需求方的对接。"),
}
RECEIVED_NOTE = N_("到账是这些合同截至草拟当天的累计到账。")


class Measure(StrEnum):
    """What is counted of the records."""

    COUNT = "count"
    AMOUNT = "amount"
    RECEIVED = "received"


MEASURE_LABELS = {
    Measure.COUNT: N_("项数（项）"),
    Measure.AMOUNT: N_("合同额（万元）"),
    Measure.RECEIVED: N_("到账（万元）"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: drafted from ``basis`` by ``measure``, or typed by the unit where there is none. Money in 分."""

    code: str
    label: str
    unit: Unit
    basis: Basis | None = None
    measure: Measure = Measure.COUNT


@dataclass(frozen=True, slots=True)
class Block:
    """A titled part of the form."""

    title: str
    lines: tuple[Line, ...]


def _counted(*bases: Basis) -> tuple[Line, ...]:
    return tuple(
        Line(
            f"{basis}_{measure}",
            f"{BASIS_LABELS[basis]}：{MEASURE_LABELS[measure]}",
            Unit.COUNT if measure is Measure.COUNT else Unit.MONEY,
            basis,
            measure,
        )
        for basis in bases
        for measure in Measure
    )


def _typed(code: str, label: str, unit: Unit = Unit.COUNT) -> Line:
    return Line(code, label, unit)


BLOCKS = (
    Block(N_("转让、许可、作价投资"), _counted(Basis.TRANSFER, Basis.LICENSE, Basis.EQUITY)),
    Block(N_("技术开发、咨询、服务"), _counted(Basis.DEVELOPMENT, Basis.CONSULTING, Basis.SERVICE)),
    Block(N_("吸纳技术"), _counted(Basis.BOUGHT)),
    Block(
        N_("平台上的成果和对接"),
        (
            Line("achievements_count", N_("新发布成果（项）"), Unit.COUNT, Basis.ACHIEVEMENTS),
            Line("introduced_count", N_("引荐（件）"), Unit.COUNT, Basis.INTRODUCED),
            Line("signed_count", N_("签约的对接（件）"), Unit.COUNT, Basis.SIGNED),
        ),
    ),
    Block(
        N_("奖励个人"),
        (
            _typed("reward_people", N_("获奖励人次（人次）")),
            _typed("reward_cash", N_("现金奖励（万元）"), Unit.MONEY),
            _typed("reward_equity", N_("股权奖励折价（万元）"), Unit.MONEY),
        ),
    ),
    Block(
        N_("兼职离岗与参股公司"),
        (
            _typed("part_time", N_("兼职从事转化（人）")),
            _typed("on_leave", N_("离岗创业（人）")),
            _typed("companies", N_("创设和参股公司（家）")),
        ),
    ),
    Block(
        N_("转移机构与人员"),
        (
            _typed("agencies", N_("技术转移机构（个）")),
            _typed("agency_staff", N_("转移机构专职人员（人）")),
            _typed("brokers", N_("技术经纪（理）人（人）")),
        ),
    ),
    Block(
        N_("财政资助项目"),
        (
            _typed("funded_projects", N_("在研和结题项目（项）")),
            _typed("funded_transferred", N_("其中成果已转化（项）")),
            _typed("funded_amount", N_("财政资助金额（万元）"), Unit.MONEY),
        ),
    ),
)
LINES = {line.code: line for block in BLOCKS for line in block.lines}
DRAFTED = tuple(line for line in LINES.values() if line.basis is not None)
TYPED = tuple(line for line in LINES.values() if line.basis is None)
