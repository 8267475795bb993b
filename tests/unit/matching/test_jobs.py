from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.app.wiring import job_registry
from matchmaker.catalog.workflow import ACHIEVEMENT
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.authz import system_actor
from matchmaker.core.jobs import Job, JobStatus, enqueue
from matchmaker.core.unit_of_work import transact
from matchmaker.core.worker import Worker
from matchmaker.matching.models import IndexChange, Suggestion, SuggestionState
from tests.factories.catalog import make_achievement, make_need
from tests.factories.matching import make_suggestion


@pytest.fixture
def worker(sessions: sessionmaker[Session], settings: Settings) -> Worker:
    """A worker with all handlers of the application."""
    return Worker(sessions, job_registry(), settings)


def _event(session: Session, kind: str, record: str, number: int) -> None:
    transact(session, lambda inner: enqueue(inner, kind, {"kind": record, "id": number}))


def _states(session: Session) -> list[str]:
    session.rollback()
    return list(session.scalars(select(Suggestion.state)))


def test_publication_of_either_side_makes_the_suggestion(worker: Worker, session: Session) -> None:
    need = make_need(session)
    _event(session, "record.published", "need", need.id)
    worker.drain()
    assert _states(session) == []
    achievement = make_achievement(session)
    _event(session, "record.published", "achievement", achievement.id)
    worker.drain()
    assert _states(session) == [SuggestionState.PROPOSED]


def test_the_same_event_twice_makes_one_suggestion(worker: Worker, session: Session) -> None:
    make_achievement(session)
    need = make_need(session)
    for _each in range(2):
        _event(session, "record.published", "need", need.id)
        worker.drain()
    assert _states(session) == [SuggestionState.PROPOSED]
    failed = session.scalars(select(Job).where(Job.status != JobStatus.DONE)).all()
    assert [job for job in failed if job.attempts] == []


def test_what_is_taken_down_leaves_the_queue(worker: Worker, session: Session) -> None:
    row = make_suggestion(session)

    def take_down(inner: Session) -> None:
        achievement = inner.get_one(Suggestion, row.id).achievement
        ACHIEVEMENT.apply(inner, achievement, "take_down", actor=system_actor("test"), reason="测试")

    transact(session, take_down)
    _event(session, "record.unpublished", "achievement", row.achievement_id)
    worker.drain()
    assert _states(session) == [SuggestionState.SUPERSEDED]
    assert session.scalars(select(IndexChange.present)).all() == [False]


def test_what_was_put_off_returns_when_its_time_is_over(worker: Worker, session: Session) -> None:
    until = clock.now() + timedelta(days=14)
    make_suggestion(session, SuggestionState.HELD, hold_until=until)
    worker.drain()
    assert _states(session) == [SuggestionState.HELD]
    with clock.frozen(until + timedelta(hours=2)):
        worker.drain()
    assert _states(session) == [SuggestionState.PROPOSED]
