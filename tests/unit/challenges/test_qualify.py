"""Formalities: what is missing is asked for, the outcome has its reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from matchmaker.challenges.models import Challenge
from matchmaker.challenges.services import qualify
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, DeadlinePassed, Invalid, NotFound
from matchmaker.core.outbox import OutboxMessage
from tests.unit.challenges.stage import Way


def test_a_supplement_is_waited_for_and_changes_nothing_of_substance(way: Way) -> None:
    first, second = way.opened(bids=2)
    officer = way.actor(way.county)
    row = way.do(qualify.ask_supplement, first, "请补交营业执照。", actor=officer)
    with pytest.raises(Conflict, match="补正"):
        way.do(qualify.qualify, first, actor=officer)
    team, other = (
        way.actor(next(m for m, u in zip(way.members, way.teams, strict=True) if u.id == bid.organization_id))
        for bid in (first, second)
    )
    with pytest.raises(NotFound):
        way.do(qualify.supply, row, "执照。", actor=other)
    with clock.frozen(clock.now() + timedelta(days=30)), pytest.raises(DeadlinePassed):
        way.do(qualify.supply, row, "执照。", actor=team)
    way.do(qualify.supply, row, "执照见附件。", actor=team)
    way.do(qualify.qualify, first, actor=officer)
    with pytest.raises(Conflict):
        way.do(qualify.ask_supplement, first, "再补。", actor=officer)


def test_a_refusal_says_why_and_when_all_are_refused_nobody_won(way: Way) -> None:
    [bid] = way.opened(bids=1)
    officer = way.actor(way.county)
    with pytest.raises(Invalid):
        way.do(qualify.refuse, bid, reason=" ", actor=officer)
    with pytest.raises(Invalid):
        way.do(qualify.none_valid, Challenge, reason="没有有效的。", actor=officer)
    way.do(qualify.refuse, bid, reason="没有同类业绩。", actor=officer)
    way.do(qualify.none_valid, Challenge, reason="没有有效的。", actor=officer)
    assert way.challenge.state == "unfilled"
    told = [
        row.payload for row in way.session.scalars(select(OutboxMessage)) if row.payload.get("kind") == "bid.refused"
    ]
    assert told
    assert "没有同类业绩" in told[0]["body"]
