"""The order of bids, and the rule that told equals apart."""

from __future__ import annotations

import pytest

from matchmaker.challenges import ranking
from matchmaker.challenges.models import Bid, ChallengeCriterion, Score, ScoreSheet

LINES = [
    ChallengeCriterion(id=1, position=1, name="方案", weight=60),
    ChallengeCriterion(id=2, position=2, name="团队", weight=40),
]


def bid(number: int, total: int, price: int = 100) -> Bid:
    return Bid(id=number, position=number, total=total, price=price, rank=number)


def sheet(seat: int, of: int, first: int, second: int) -> ScoreSheet:
    scores = [
        Score(criterion_id=line, points=points, comment=f"{seat}说") for line, points in ((1, first), (2, second))
    ]
    return ScoreSheet(seat_id=seat, bid_id=of, scores=scores)


@pytest.mark.parametrize(
    ("second", "sheets", "rule"),
    [
        (bid(2, 7000), [sheet(5, 1, 80, 80), sheet(5, 2, 70, 70)], ""),
        (bid(2, 8000), [sheet(5, 1, 90, 65), sheet(5, 2, 80, 80)], "权重最高一项的得分"),
        (bid(2, 8000, price=101), [sheet(5, 1, 80, 80), sheet(5, 2, 80, 80)], "报价较低者在前"),
        (bid(2, 8000), [sheet(5, 1, 80, 80), sheet(5, 2, 80, 80)], "启封顺序"),
    ],
)
def test_equals_are_told_apart_by_the_first_rule_that_differs(second: Bid, sheets: list[ScoreSheet], rule: str) -> None:
    found = ranking.standings([second, bid(1, 8000)], sheets, LINES)
    assert [row.bid.id for row in found] == [1, 2]
    assert [row.told_apart for row in found] == ["", rule]


def test_each_line_tells_its_spread_and_reviewers_keep_their_numbers() -> None:
    sheets = [sheet(9, 1, 70, 60), sheet(4, 1, 90, 80), sheet(9, 2, 50, 50), sheet(4, 2, 51, 50)]
    first, second = ranking.standings([bid(1, 8000), bid(2, 5000)], sheets, LINES)
    line = first.lines[0]
    assert (line.mean, line.low, line.high) == (80.0, 70, 90)
    assert [(word.reviewer, word.comment) for word in line.words] == [(1, "4说"), (2, "9说")]
    assert [(word.reviewer, word.points) for word in second.lines[0].words] == [(1, 51), (2, 50)]
    assert ranking.standings([Bid(id=1, position=1, price=1)], sheets, LINES) == []


def test_of_lines_that_weigh_the_same_the_first_counts() -> None:
    even = [ChallengeCriterion(id=place, position=place, weight=50) for place in (2, 1)]
    assert ranking.heaviest(even) == 1
    assert ranking.heaviest(LINES) == 1
