"""A deadline moves forward, in time, by two people."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from matchmaker.challenges.models import ChallengeVersion, DeadlineExtension
from matchmaker.challenges.services.extend_deadline import confirm_extension, propose_extension
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, DeadlinePassed, Invalid
from tests.unit.challenges.stage import Way


def test_two_people_move_it_once_and_everybody_can_read_of_it(way: Way) -> None:
    way.receiving()
    closes = way.challenge.closes_at
    assert closes is not None
    later = closes + timedelta(days=5)
    first, second = way.actor(way.county), way.actor(way.officer)

    def propose(to: datetime, reason: str = "多家提问。") -> DeadlineExtension:
        return way.do(propose_extension, way.challenge_id, to, reason=reason, actor=first)

    for to, reason in ((closes, "不变。"), (closes - timedelta(days=1), "提前。"), (later, " ")):
        with pytest.raises(Invalid):
            propose(to, reason)
    row = propose(later)
    with pytest.raises(Conflict, match="另一人"):
        way.do(confirm_extension, row, actor=first)
    way.do(confirm_extension, row, actor=second)
    assert way.challenge.closes_at == later
    with pytest.raises(Conflict):
        way.do(confirm_extension, row, actor=second)
    assert way.session.scalar(select(func.count()).select_from(ChallengeVersion)) == 2
    with clock.frozen(later), pytest.raises(DeadlinePassed):
        propose(later + timedelta(days=1))
