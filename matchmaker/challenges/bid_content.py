"""What a bid says, as plain data, and whether it is complete. Money is in 分."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_

WHOLE = 100
LONGEST_PLAN, SHORTEST_PLAN = 50_000, 50
LONGEST_NAME, LONGEST_DUTY, LONGEST_PARTNER, LONGEST_TITLE = 40, 100, 120, 200
MOST_ROWS = 30
NUL = "\0"  # PostgreSQL keeps no text with it
EMPTY_ROW = N_("请填写，或删除这一行。")


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the team and what they do."""

    name: str
    duty: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A milestone the team proposes; ``share`` is its percentage of the money."""

    title: str
    due_on: date
    share: int


@dataclass(frozen=True, slots=True)
class BidContent:
    """A bid: leader, team, partner organisations by name, plan, price, milestones."""

    leader: str
    plan: str
    price: int
    members: tuple[Member, ...] = ()
    partners: tuple[str, ...] = ()
    milestones: tuple[Stage, ...] = ()

    def as_json(self) -> dict[str, Any]:
        document = {**asdict(self), "partners": list(self.partners), "members": [asdict(each) for each in self.members]}
        document["milestones"] = [{**asdict(each), "due_on": each.due_on.isoformat()} for each in self.milestones]
        return document

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> BidContent:
        stages = ({**each, "due_on": date.fromisoformat(each["due_on"])} for each in document["milestones"])
        return cls(
            leader=document["leader"],
            plan=document["plan"],
            price=document["price"],
            members=tuple(Member(**each) for each in document["members"]),
            partners=tuple(document["partners"]),
            milestones=tuple(Stage(**each) for each in stages),
        )


def problems(content: BidContent, *, reward: int | None) -> dict[str, list[str]]:
    """What is missing, by field; empty for a bid that can be sealed. ``reward`` is the most it may ask.

    A column of a row is named ``members-0-duty``, rows counted from 0. What
    passes here fits the database, for a bid that does not would be found out
    by the opening only.
    """
    found: dict[str, list[str]] = {}
    if not 0 < len(content.leader.strip()) <= LONGEST_NAME or NUL in content.leader:
        found["leader"] = [N_("请填写负责人姓名，最多 40 字。")]
    if not SHORTEST_PLAN <= len(content.plan.strip()) <= LONGEST_PLAN or NUL in content.plan:
        found["plan"] = [N_("请写明攻关方案，50 至 50000 字。")]
    if content.price <= 0 or (reward is not None and content.price > reward):
        found["price"] = [N_("报价须大于零，不超过榜金。")]
    return found | _problems_of_rows(content)


def _problems_of_rows(content: BidContent) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name in ("members", "partners", "milestones"):
        if len(getattr(content, name)) > MOST_ROWS:
            found[name] = [N_("不超过 30 行。")]
    for name, text, most in _texts_of_rows(content):
        if not text.strip():
            found[name] = [EMPTY_ROW]
        elif len(text) > most or NUL in text:
            found[name] = [N_("最多 %(n)d 字，不能有控制字符。") % {"n": most}]
    stages = _stage_problem(content.milestones)
    if stages:
        found.setdefault("milestones", []).append(stages)
    return found


def _texts_of_rows(content: BidContent) -> Iterator[tuple[str, str, int]]:
    for number, member in enumerate(content.members):
        yield f"members-{number}-name", member.name, LONGEST_NAME
        yield f"members-{number}-duty", member.duty, LONGEST_DUTY
    for number, partner in enumerate(content.partners):
        yield f"partners-{number}", partner, LONGEST_PARTNER
    for number, stage in enumerate(content.milestones):
        yield f"milestones-{number}-title", stage.title, LONGEST_TITLE


def require_complete(content: BidContent, *, reward: int | None) -> None:
    """Raise Invalid with all of ``problems``."""
    found = problems(content, reward=reward)
    if found:
        raise Invalid(fields=found)


def _stage_problem(stages: tuple[Stage, ...]) -> str:
    if not stages or any(each.share < 1 for each in stages):
        return N_("请至少写一个节点，每个节点写明目标和资金比例。")
    if sum(each.share for each in stages) != WHOLE:
        return N_("各节点的资金比例合计须为 100%。")
    if list(stages) != sorted(stages, key=lambda each: each.due_on):
        return N_("节点请按时间先后排列。")
    return ""
