"""The order of the bids after the judging, and by which rule bids with equal totals were told apart.

The weighted mean decides; then the points on the heaviest line, then the lower
price, then the order of the opening, which nobody could choose.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from matchmaker.challenges.models import Bid, ChallengeCriterion, ScoreSheet
from matchmaker.core.i18n import N_

Key = tuple[int, int, int, int]
# What decides where the totals are equal; the first of a key is the total itself.
TIE_RULES = (N_("权重最高一项的得分"), N_("报价较低者在前"), N_("启封顺序"))
RULE = N_("按加权平均分排序；总分相同的，依次比较权重最高一项的得分（高者在前）、报价（低者在前）、启封顺序。")


@dataclass(frozen=True, slots=True)
class Word:
    """What one reviewer, known by a number, gave on one line and why."""

    reviewer: int
    points: int
    comment: str


@dataclass(frozen=True, slots=True)
class LineSpread:
    """One line of the sheet over all reviewers."""

    name: str
    weight: int
    words: tuple[Word, ...]

    @property
    def mean(self) -> float:
        return fmean(word.points for word in self.words) if self.words else 0.0

    @property
    def low(self) -> int:
        return min((word.points for word in self.words), default=0)

    @property
    def high(self) -> int:
        return max((word.points for word in self.words), default=0)


@dataclass(frozen=True, slots=True)
class Standing:
    """A ranked bid; ``told_apart`` names the rule that put it behind one with the same total."""

    bid: Bid
    lines: tuple[LineSpread, ...]
    told_apart: str = ""


def heaviest(criteria: Iterable[ChallengeCriterion]) -> int:
    """The id of the line that weighs most; of several the first."""
    return max(criteria, key=lambda line: (line.weight, -line.position)).id


def key_of(bid: Bid, sheets: Iterable[ScoreSheet], criterion: int) -> Key:
    """What the order is made by: the smaller key stands first."""
    points = sum(line.points for sheet in sheets for line in sheet.scores if line.criterion_id == criterion)
    return -(bid.total or 0), -points, bid.price, bid.position


def standings(
    bids: Iterable[Bid], sheets: Sequence[ScoreSheet], criteria: Sequence[ChallengeCriterion]
) -> list[Standing]:
    """The ranked bids from the first on, with every reviewer's words; reviewers keep one number for all bids."""
    numbers = {seat: number for number, seat in enumerate(sorted({sheet.seat_id for sheet in sheets}), 1)}
    ranked = sorted((bid for bid in bids if bid.rank is not None), key=lambda bid: bid.rank or 0)
    found: list[Standing] = []
    before: Key | None = None
    for bid in ranked:
        own = [sheet for sheet in sheets if sheet.bid_id == bid.id]
        key = key_of(bid, own, heaviest(criteria))
        lines = tuple(_spread(line, own, numbers) for line in criteria)
        found.append(Standing(bid, lines, _told_apart(before, key)))
        before = key
    return found


def _spread(criterion: ChallengeCriterion, sheets: Iterable[ScoreSheet], numbers: dict[int, int]) -> LineSpread:
    words = [
        Word(numbers[sheet.seat_id], line.points, line.comment)
        for sheet in sheets
        for line in sheet.scores
        if line.criterion_id == criterion.id
    ]
    return LineSpread(criterion.name, criterion.weight, tuple(sorted(words, key=lambda word: word.reviewer)))


def _told_apart(before: Key | None, key: Key) -> str:
    if before is None or before[0] != key[0]:
        return ""
    return next(rule for rule, first, second in zip(TIE_RULES, before[1:], key[1:], strict=True) if first != second)
