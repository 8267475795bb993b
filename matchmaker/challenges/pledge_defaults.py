"""What a 军令状 is prefilled with: the bid's and the challenge's own data, and usual words to be changed.

Sources of the words: 科技部榜单通知 (负责人在岗承诺、按结果拨付、以成败论英雄) as in domain part 3; the rest is ours.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from matchmaker.challenges.models import Bid, Pledge
from matchmaker.challenges.spending_rules import USUAL_LIST
from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan

USUAL = {
    "issuer_duties": N_(
        "1. 提供攻关所需的现场条件、数据和样品，指定专人配合。\n2. 参加节点考核和验收，按约定出资和付款。"
    ),
    "team_duties": N_(
        "1. 按期完成全部节点和考核指标，如实报告进展。\n2. 不得将主体任务转包。\n3. 对攻关中知悉的商业秘密负保密责任。"
    ),
    "bureau_duties": N_("1. 组织节点考核和验收。\n2. 按规定落实市级资金，监督经费使用。"),
    "rewards": N_(
        "1. 按期达到全部考核指标的，兑付全部榜金。\n"
        "2. 节点考核未通过的，可整改一次；整改后仍未通过的，停止拨付，终止攻关。\n"
        "3. 已尽职但未达到指标的，按规定免责；主观不努力、弄虚作假的，追回未使用的资金并按规定处理。"
    ),
    "ownership": N_("攻关形成的知识产权由甲乙双方共有；未经对方同意，任何一方不得向第三方转让。"),
    "leader_promise": N_(
        "本人承诺在攻关期间在岗主持工作，原则上不调离、不辞职；确需变动的，提前书面报告并经各方同意。"
    ),
    "payment_terms": N_("每个节点考核通过后 30 日内，按该节点的金额拨付；未通过考核的不拨付，付款累计不超过合同金额。"),
}


def prefill(bid: Bid, today: date) -> dict[str, Any]:
    """The form of a first draft, from bid and challenge."""
    challenge = bid.challenge
    last = max((row.due_on for row in bid.milestones), default=None)
    return {
        **USUAL,
        "ownership": challenge.ownership or USUAL["ownership"],
        "amount": exact_wan(bid.price),
        "starts_on": today,
        "ends_on": last,
        "indicators": [
            {"name": row.name, "target": row.target, "unit": row.unit, "method": row.method}
            for row in challenge.indicators
        ],
        "milestones": [{"title": row.title, "due_on": row.due_on, "share": row.share} for row in bid.milestones],
        "excluded_spending": USUAL_LIST,
    }


def as_form(pledge: Pledge) -> dict[str, Any]:
    """The form of a revision: what stands now."""
    known = ("starts_on", "ends_on", *USUAL, "lump_sum")
    return {
        **{name: getattr(pledge, name) for name in known},
        "version": pledge.version,
        "amount": exact_wan(pledge.amount),
        "indicators": [
            {"name": row.name, "target": row.target, "unit": row.unit, "method": row.method}
            for row in pledge.indicators
        ],
        "milestones": [{"title": row.title, "due_on": row.due_on, "share": row.share} for row in pledge.milestones],
        "excluded_spending": pledge.excluded_spending or USUAL_LIST,
    }
