"""What a lump sum (包干制) may be spent on: kinds of spending, and the negative list of a contract.

A negative list has an entry a line; an entry may name several things, divided
by 、 or commas. What is declared is refused where its kind or its note names
one of them.
"""

from __future__ import annotations

import re

from matchmaker.core.i18n import N_

CATEGORIES = {
    "equipment": N_("设备购置与试制"),
    "material": N_("材料费"),
    "testing": N_("测试化验加工"),
    "energy": N_("燃料动力"),
    "travel": N_("差旅、会议与交流"),
    "publication": N_("文献、信息传播与知识产权"),
    "labour": N_("劳务费"),
    "advice": N_("专家咨询"),
    "performance": N_("绩效与奖励"),
    "other": N_("其他与攻关直接相关的支出"),
}
USUAL_LIST = N_(
    "罚款、滞纳金、违约金\n捐款、赞助、投资、理财\n偿还债务、利息\n基建、装修、办公用房\n公务接待、宴请、礼品\n"
    "与攻关任务无关的支出"
)
_DIVIDERS = re.compile(r"[、，,；;。\s]+")
SHORTEST = 2


def forbidden_by(negative_list: str, category: str, note: str) -> str | None:
    """The line of ``negative_list`` that a declaration runs against, or None."""
    said = f"{CATEGORIES[category]}\n{note}"
    for line in negative_list.splitlines():
        terms = [term for term in _DIVIDERS.split(line) if len(term) >= SHORTEST]
        if any(term in said for term in terms):
            return line.strip()
    return None
