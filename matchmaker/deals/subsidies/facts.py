"""What a rule may ask about: every fact by its name, its kind and its Chinese words.

Values are plain: money in 分 and counts as integers, codes as text, yes or no
as booleans. A fact that nobody has stated is missing, never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan
from matchmaker.deals.contracts.models import KIND_LABELS

Value = int | str | bool
Facts = Mapping[str, Value]
ELSEWHERE = "000000"
"""Stands for any region outside the city whose rule asks."""


class FactKind(StrEnum):
    """How a fact is typed and compared."""

    MONEY = "money"
    COUNT = "count"
    CHOICE = "choice"
    REGION = "region"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Fact:
    """``choices`` are given for a CHOICE only: code → label."""

    label: str
    kind: FactKind
    choices: Mapping[str, str] = field(default_factory=dict)


UNIT_KINDS = {
    "university": N_("高校"),
    "institute": N_("科研院所"),
    "enterprise": N_("企业"),
    "other": N_("其他单位或个人"),
}
FACTS: Mapping[str, Fact] = {
    "amount": Fact(N_("合同成交额"), FactKind.MONEY),
    "received": Fact(N_("已付给卖方的金额"), FactKind.MONEY),
    "contract_kind": Fact(N_("合同类别"), FactKind.CHOICE, KIND_LABELS),
    "buyer_region": Fact(N_("买方所在地"), FactKind.REGION),
    "seller_region": Fact(N_("卖方所在地"), FactKind.REGION),
    "seller_kind": Fact(N_("卖方是"), FactKind.CHOICE, UNIT_KINDS),
    "claimant_region": Fact(N_("申领单位所在地"), FactKind.REGION),
    "yearly_spending": Fact(N_("一年里共享仪器的支出"), FactKind.MONEY),
    "from_catalogue": Fact(N_("使用的仪器收录在大型科研仪器设备共享数据库"), FactKind.FLAG),
    "certified": Fact(N_("产品已通过“三首”认定"), FactKind.FLAG),
    "sales": Fact(N_("销售价"), FactKind.MONEY),
    "granted": Fact(N_("发明专利经 PCT 途径获得授权"), FactKind.FLAG),
    "countries": Fact(N_("授权的国家数"), FactKind.COUNT),
    "paid_in": Fact(N_("单个横向课题实际到账"), FactKind.MONEY),
    "accepted": Fact(N_("合作单位已验收通过"), FactKind.FLAG),
    "undertaker_region": Fact(N_("承担单位所在地"), FactKind.REGION),
    "undertaker_kind": Fact(N_("承担单位是"), FactKind.CHOICE, UNIT_KINDS),
    "income": Fact(N_("成果转化收益"), FactKind.MONEY),
}


def suits(name: str, value: object) -> bool:
    """Whether ``value`` has the type that the fact ``name`` takes; amounts and counts are not negative."""
    fact = FACTS[name]
    if fact.kind is FactKind.FLAG:
        return isinstance(value, bool)
    if fact.kind in {FactKind.MONEY, FactKind.COUNT}:
        return isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return isinstance(value, str) and (fact.kind is not FactKind.CHOICE or value in fact.choices)


def words(name: str, value: Value | None, regions: Mapping[str, str] | None = None) -> str:
    """A fact's value as people read it; ``regions`` names region codes."""
    fact = FACTS[name]
    if value is None:
        return N_("不清楚")
    if fact.kind is FactKind.FLAG:
        return N_("是") if value else N_("否")
    if fact.kind is FactKind.MONEY and isinstance(value, int):
        return N_("{} 万元").format(exact_wan(value))
    if value == ELSEWHERE:
        return N_("外地")
    return fact.choices.get(str(value)) or (regions or {}).get(str(value), str(value))
