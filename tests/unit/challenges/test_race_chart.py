"""A line for each runner, as far as it ran."""

from __future__ import annotations

from flask import Flask

from matchmaker.challenges.models import RaceResult, RaceRound
from matchmaker.challenges.queries.teams import RoundOf
from matchmaker.challenges.race_chart import race_chart
from matchmaker.core import clock


def test_only_decided_rounds_are_drawn(app: Flask) -> None:
    first = RoundOf(RaceRound(number=1, decided_at=clock.now()), {1: RaceResult(points=90), 2: RaceResult(points=60)})
    second = RoundOf(RaceRound(number=2, decided_at=clock.now()), {1: RaceResult(points=95)})
    third = RoundOf(RaceRound(number=3), {})
    with app.test_request_context():
        assert race_chart({1: "甲"}, [third]) is None
        drawn = race_chart({1: "甲", 2: "乙"}, [first, second, third])
    assert drawn is not None
    assert drawn.categories == ["第 1 轮", "第 2 轮"]
    assert [(line.name, line.values) for line in drawn.series] == [("甲", [90, 95]), ("乙", [60, None])]
