"""What a 军令状 says, as plain data: its terms, the text that is confirmed and printed, and the hash over it.

The text is a document of plain JSON; its hash is taken over the canonical form
that receipts use, so that a copy on paper can be compared with the record.
Money is in 分.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from matchmaker.challenges.bid_content import MOST_ROWS, WHOLE, Stage
from matchmaker.challenges.models import Party, Pledge, PledgeMilestone, Profile
from matchmaker.challenges.sealing.receipts import canonical
from matchmaker.core.i18n import N_

TEXTS = ("issuer_duties", "team_duties", "rewards", "ownership", "leader_promise", "payment_terms")
LONGEST_TEXT = 5000


@dataclass(frozen=True, slots=True)
class Indicator:
    """What must come out of the work, and how it is tested."""

    name: str
    target: str
    unit: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class PledgeTerms:
    """What a pledge must say (S10); ``amount`` in 分, ``excluded_spending`` the negative list, one entry a line.

    ``bureau_duties`` may be empty where the bureau is no party (企业自筹).
    """

    amount: int
    starts_on: date
    ends_on: date
    issuer_duties: str
    team_duties: str
    rewards: str
    ownership: str
    leader_promise: str
    payment_terms: str
    milestones: tuple[Stage, ...]
    indicators: tuple[Indicator, ...]
    bureau_duties: str = ""
    lump_sum: bool = False
    excluded_spending: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """The columns of a pledge but for its rows, texts stripped."""
        known = {
            name: getattr(self, name)
            for name in ("amount", "starts_on", "ends_on", *TEXTS, "bureau_duties", "lump_sum", "excluded_spending")
        }
        return {name: value.strip() if isinstance(value, str) else value for name, value in known.items()}


def parties_of(profile: str) -> tuple[Party, ...]:
    """Whose word the contract needs: where a firm pays alone (企业自筹) the bureau is no party."""
    return (Party.ISSUER, Party.TEAM) if profile == Profile.ENTERPRISE else tuple(Party)


def milestones_of(amount: int, stages: Iterable[Stage]) -> list[PledgeMilestone]:
    """Milestones whose amounts sum to ``amount`` to the 分: the last takes what rounding leaves."""
    given = list(stages)
    parts = [amount * stage.share // WHOLE for stage in given]
    parts[-1] += amount - sum(parts)
    return [
        PledgeMilestone(position=place, title=stage.title, due_on=stage.due_on, share=stage.share, amount=part)
        for place, (stage, part) in enumerate(zip(given, parts, strict=True), 1)
    ]


def text_of(pledge: Pledge, names: dict[Party, str]) -> dict[str, Any]:
    """The whole text of ``pledge`` as it stands; ``names`` of the parties in their order."""
    bid = pledge.bid
    return {
        "number": pledge.number,
        "revision": pledge.revision,
        "title": bid.challenge.title,
        "profile": bid.challenge.profile,
        "parties": [{"party": str(party), "name": name} for party, name in names.items()],
        "leader": bid.leader,
        "partners": list(bid.partners),
        "amount": pledge.amount,
        "starts_on": pledge.starts_on.isoformat(),
        "ends_on": pledge.ends_on.isoformat(),
        **{name: getattr(pledge, name) for name in (*TEXTS, "bureau_duties", "lump_sum", "excluded_spending")},
        "indicators": [asdict(Indicator(row.name, row.target, row.unit, row.method)) for row in pledge.indicators],
        "milestones": [
            {
                "position": row.position,
                "title": row.title,
                "due_on": row.due_on.isoformat(),
                "share": row.share,
                "amount": row.amount,
            }
            for row in pledge.milestones
        ],
    }


def hash_of(text: dict[str, Any]) -> str:
    """SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(canonical(text)).hexdigest()


def problems(terms: PledgeTerms, *, price: int, profile: str) -> dict[str, list[str]]:
    """What is wrong with ``terms``, by field; ``price`` is the most they may agree on."""
    found: dict[str, list[str]] = {}
    asked = (*TEXTS, "bureau_duties") if Party.BUREAU in parties_of(profile) else TEXTS
    for name in asked:
        if not getattr(terms, name).strip():
            found[name] = [N_("军令状必须写明这一项。")]
        elif len(getattr(terms, name)) > LONGEST_TEXT:
            found[name] = [N_("最多 5000 字。")]
    if terms.lump_sum and not terms.excluded_spending.strip():
        found["excluded_spending"] = [N_("包干制须列出负面清单。")]
    if not 0 < terms.amount <= price:
        found["amount"] = [N_("合同金额须大于零，不超过揭榜报价。")]
    if terms.ends_on <= terms.starts_on:
        found["ends_on"] = [N_("完成日期须晚于开始日期。")]
    if rows := _milestone_problem(terms):
        found["milestones"] = [rows]
    if not terms.indicators or any(not each.name.strip() or not each.target.strip() for each in terms.indicators):
        found["indicators"] = [N_("请至少写一项考核指标，每项写明名称和目标值。")]
    return found


def _milestone_problem(terms: PledgeTerms) -> str:
    stages = list(terms.milestones)
    if not stages or len(stages) > MOST_ROWS or any(not each.title.strip() for each in stages):
        return N_("请写 1 至 30 个节点，每个节点写明要达到什么。")
    if sum(stage.share for stage in stages) != WHOLE or any(stage.share < 1 for stage in stages):
        return N_("各节点的资金比例合计须为 100%。")
    if stages != sorted(stages, key=lambda each: each.due_on):
        return N_("节点请按时间先后排列。")
    if not terms.starts_on <= stages[0].due_on or stages[-1].due_on > terms.ends_on:
        return N_("节点的日期须在合同的起止日期之内。")
    return ""
