"""Milestones: reported, reviewed, put right once, paid once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from matchmaker.challenges.models import Verdict
from matchmaker.challenges.services import milestone
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid
from tests.unit.challenges.stage import Way


def test_a_milestone_is_put_right_once_then_passes_and_is_paid_once(way: Way) -> None:
    way.working(bids=1)
    first, second = way.milestones()
    city, team = way.actor(way.officer), way.team_of(first)

    def review(row: Any, verdict: Verdict, finding: str = "见检测报告。") -> None:
        way.do(milestone.review_milestone, row, verdict=verdict, finding=finding, actor=city)

    def pay(amount: int, day: Any = None) -> None:
        way.do(milestone.pay, first, amount=amount, paid_on=day or clock.today(), actor=city)

    with pytest.raises(Conflict, match="没有报告"):
        review(first, Verdict.PASSED)
    with pytest.raises(Invalid):
        way.do(milestone.report, first, " ", actor=team)
    way.do(milestone.report, first, "已完成小试。", actor=team)
    with pytest.raises(Invalid):
        review(first, Verdict.PASSED, " ")
    review(first, Verdict.RECTIFY)
    with pytest.raises(Conflict):
        pay(first.amount)
    with pytest.raises(Conflict, match="没有报告"):
        review(first, Verdict.PASSED)
    way.do(milestone.report, first, "已整改。", actor=team)
    with pytest.raises(Conflict, match="整改一次"):
        review(first, Verdict.RECTIFY)
    way.do(milestone.report, second, "提前完成。", actor=team)
    with pytest.raises(Conflict, match="前面的节点"):
        review(second, Verdict.PASSED)
    review(first, Verdict.PASSED)
    for amount, day in ((0, None), (first.amount + 1, None), (1, clock.today() + timedelta(days=1))):
        with pytest.raises(Invalid):
            pay(amount, day)
    pay(first.amount)
    with pytest.raises(Conflict):
        pay(1)
