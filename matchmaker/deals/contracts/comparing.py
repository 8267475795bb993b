"""What a platform contract and a registered one have in common, in words: plain data in and out.

A party is the same when both sides of the comparison name the same unit of the
platform; else when both give the same credit code; else when the names are the
same. The tolerances are ours: no text of the register sets them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan
from matchmaker.deals.contracts.models import Contract

TOLERANCE = 10
"""By how many of a hundred the greater amount may exceed the smaller one."""
NEAR_DAYS = 90
"""How far apart the days of signature may lie."""
SIDES = {"buyer": N_("买方"), "seller": N_("卖方")}


@dataclass(frozen=True, slots=True)
class Difference:
    """What both rows say otherwise, each in words; ``note``: how far apart they are."""

    label: str
    platform: str
    registered: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two rows stand to each other.

    ``same``: what agrees, in words; ``parties``: how many are the same;
    ``gap``: by how many of a hundred the greater amount exceeds the smaller,
    None where one is not known; ``days`` between the signatures.
    """

    same: tuple[str, ...]
    differs: tuple[Difference, ...]
    parties: int
    gap: float | None
    days: int

    @property
    def is_likely(self) -> bool:
        """Whether the rows are worth being shown beside each other.

        Both parties the same and the amount near (or not known); or one party the same and the very amount.
        """
        if self.days > NEAR_DAYS or self.parties == 0:
            return False
        if self.parties == len(SIDES):
            return self.gap is None or self.gap <= TOLERANCE
        return self.gap == 0

    @property
    def distance(self) -> tuple[int, float, int]:
        """What the likelier of two has less of."""
        return -self.parties, TOLERANCE if self.gap is None else self.gap, self.days


def compare(platform: Contract, registered: Contract) -> Comparison:
    """Both rows, party by party, amount and day."""
    same, differs, parties = [], [], 0
    for side, label in SIDES.items():
        ground = _ground(platform, registered, side)
        names = getattr(platform, f"{side}_name"), getattr(registered, f"{side}_name")
        parties += ground is not None
        if ground is not None:
            same.append(label + ground)
        if ground is None or names[0] != names[1]:
            differs.append(Difference(label, *names, note="" if ground is None else ground))
    gap, days = _gap(platform.amount, registered.amount), abs((platform.signed_on - registered.signed_on).days)
    for words, difference in (_amounts(platform, registered, gap), _days(platform, registered, days)):
        same += [words] if words else []
        differs += [difference] if difference else []
    differs += _received(platform, registered)
    return Comparison(tuple(same), tuple(differs), parties, gap, days)


def likely(platform: Contract, others: Iterable[Contract]) -> list[tuple[Contract, Comparison]]:
    """Those registered rows that may be the same contract, the likeliest first."""
    found = [(each, compare(platform, each)) for each in others]
    return sorted((pair for pair in found if pair[1].is_likely), key=lambda pair: (pair[1].distance, pair[0].id))


def _ground(platform: Contract, registered: Contract, side: str) -> str | None:
    """By what a party is known to be the same; None when it is not."""
    for column, words in (
        ("organization_id", N_("是平台上的同一家单位")),
        ("credit_code", N_("信用代码相同")),
        ("name", N_("名称相同")),
    ):
        one, other = getattr(platform, f"{side}_{column}"), getattr(registered, f"{side}_{column}")
        if one and other:
            return words if one == other else None
    return None


def _gap(one: int | None, other: int | None) -> float | None:
    if one is None or other is None:
        return None
    low, high = sorted((one, other))
    if low == high:
        return 0
    return (high - low) * 100 / low if low else float("inf")


def _amounts(platform: Contract, registered: Contract, gap: float | None) -> tuple[str, Difference | None]:
    if gap == 0:
        return N_("成交额都是 {} 万元").format(_wan(platform.amount)), None
    if platform.amount is None or registered.amount is None:
        note = N_("一方没有填写")
    else:
        note = N_("相差 {} 万元").format(_wan(abs(platform.amount - registered.amount)))
    return "", Difference(N_("成交额（万元）"), _wan(platform.amount), _wan(registered.amount), note)


def _days(platform: Contract, registered: Contract, days: int) -> tuple[str, Difference | None]:
    if days == 0:
        return N_("同一天签订"), None
    note = N_("相差 {} 天").format(days)
    return "", Difference(N_("签订日期"), _day(platform.signed_on), _day(registered.signed_on), note)


def _received(platform: Contract, registered: Contract) -> list[Difference]:
    """Nothing noted on the platform contradicts nothing."""
    if platform.received in {0, registered.received}:
        return []
    gap = N_("相差 {} 万元").format(_wan(abs(platform.received - registered.received)))
    return [Difference(N_("到账金额（万元）"), _wan(platform.received), _wan(registered.received), gap)]


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日"


def _wan(fen: int | None) -> str:
    return N_("未填写") if fen is None else exact_wan(fen)
