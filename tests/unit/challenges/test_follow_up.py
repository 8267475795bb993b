"""Somebody asks what became of a result, when it is time and once; the officers are reminded by themselves."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.challenges import jobs
from matchmaker.challenges.models import FollowUp, Usage
from matchmaker.challenges.services import follow_up
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid, NotFound, StaleVersion
from matchmaker.core.jobs import JobRegistry, enqueue
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.unit_of_work import transact
from matchmaker.core.worker import Worker
from tests.factories.accounts import make_officer
from tests.unit.challenges.stage import Way

DUE = date(2028, 2, 29)


@pytest.fixture
def row(way: Way) -> FollowUp:
    [bid] = way.working(bids=1)

    def add(inner: Session) -> FollowUp:
        made = FollowUp(bid_id=bid.id, months=6, due_on=DUE)
        inner.add(made)
        inner.flush()
        return made

    return transact(way.session, add)


def test_officers_are_reminded_on_the_day_and_a_month_later(
    way: Way, row: FollowUp, sessions: sessionmaker[Session], settings: Settings
) -> None:
    registry = JobRegistry()
    jobs.register(registry)
    registry.register("outbox.deliver", lambda _run: None)
    told = {}
    for day in (date(2028, 2, 28), DUE, date(2028, 3, 10), date(2028, 3, 30)):
        with clock.frozen(datetime(day.year, day.month, day.day, 4, 0, tzinfo=UTC)):
            transact(way.session, lambda inner: enqueue(inner, "challenges.follow_up"))
            Worker(sessions, registry, settings).drain()
        way.session.rollback()
        query = select(OutboxMessage.payload).where(OutboxMessage.dedup_key.like(f"follow_up:{row.id}:%"))
        told[day] = [payload["user_id"] for payload in way.session.scalars(query)].count(way.county.id)
    assert list(told.values()) == [0, 1, 1, 2]


def test_it_is_noted_once_with_a_word_on_what_is_not_in_use(way: Way, row: FollowUp) -> None:
    given: dict[str, Any] = {"usage": Usage.STOPPED, "output_value": None, "note": "", "actor": way.actor(way.county)}

    def report(**changed: Any) -> None:
        way.do(follow_up.report_follow_up, row, **{**given, **changed})

    for changed, name in (({}, "note"), ({"usage": Usage.IN_USE, "output_value": -1}, "output_value")):
        with pytest.raises(Invalid) as refused:
            report(**changed)
        assert refused.value.fields.keys() == {name}
    with pytest.raises(NotFound):
        report(note="停产。", actor=way.actor(make_officer(way.session, "340400")))
    with pytest.raises(StaleVersion):
        report(note="停产。", version=9)
    report(note="停产。", output_value=5)
    with pytest.raises(Conflict):
        report(note="停产。")
