from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.app.wiring import job_registry
from matchmaker.catalog.models import Achievement
from matchmaker.catalog.workflow import ACHIEVEMENT
from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.authz import system_actor
from matchmaker.core.jobs import Job, JobStatus, enqueue
from matchmaker.core.unit_of_work import transact
from matchmaker.core.worker import Worker
from matchmaker.matching.models import DuplicatePair, DuplicateState, IndexChange, Suggestion, SuggestionState
from tests.factories.catalog import make_achievement, make_need
from tests.factories.matching import make_duplicate, make_suggestion


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


def test_near_duplicates_are_found_at_publication_and_every_day(worker: Worker, session: Session) -> None:
    make_achievement(session, title="超薄柔性玻璃化学强化工艺")
    worker.drain()  # the day's run
    new = make_achievement(session, title="超薄柔性玻璃的化学强化技术")
    _event(session, "record.published", "achievement", new.id)
    worker.drain()
    pair = session.scalars(select(DuplicatePair)).one()
    assert (pair.higher_id, pair.state) == (new.id, DuplicateState.OPEN)
    session.rollback()
    other = make_achievement(session, title="超薄柔性玻璃化学强化研究")  # entered in a way that told nobody
    with clock.frozen(clock.now() + timedelta(hours=25)):
        transact(session, lambda inner: enqueue(inner, "matching.refresh_all"))
        worker.drain()
    assert other.id in session.scalars(select(DuplicatePair.higher_id)).all()


def test_what_is_taken_down_is_no_duplicate_any_more(worker: Worker, session: Session) -> None:
    row = make_duplicate(session)

    def take_down(inner: Session) -> None:
        achievement = inner.get_one(Achievement, row.lower_id)
        ACHIEVEMENT.apply(inner, achievement, "take_down", actor=system_actor("test"), reason="测试")

    transact(session, take_down)
    _event(session, "record.unpublished", "achievement", row.lower_id)
    worker.drain()
    session.rollback()
    assert session.scalars(select(DuplicatePair.state)).all() == [DuplicateState.LAPSED]


def test_what_was_put_off_returns_when_its_time_is_over(worker: Worker, session: Session) -> None:
    until = clock.now() + timedelta(days=14)
    make_suggestion(session, SuggestionState.HELD, hold_until=until)
    worker.drain()
    assert _states(session) == [SuggestionState.HELD]
    with clock.frozen(until + timedelta(hours=2)):
        worker.drain()
    assert _states(session) == [SuggestionState.PROPOSED]
