"""One write transaction: all of it or nothing, however many write at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, func, select, text, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import User
from matchmaker.core import audit, jobs
from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import system_actor
from matchmaker.core.db import BEGIN_OPTION, make_engine, make_sessions
from matchmaker.core.errors import Conflict, StaleVersion, Unavailable
from matchmaker.core.jobs import Job
from matchmaker.core.unit_of_work import in_transaction, transact
from tests.factories.accounts import make_user
from tests.support.race import race, winners

PATIENCE_SECONDS = 30
ACTOR = system_actor("test")


def nothing(_session: Session) -> None:
    """A call that writes nothing."""


def names(session: Session) -> set[str]:
    session.rollback()
    return set(session.scalars(select(User.name)))


def rename(user_id: int, name: str) -> Callable[[Session], str]:
    def call(session: Session) -> str:
        session.get_one(User, user_id).name = name
        return name

    return call


def test_what_the_call_wrote_is_committed_and_its_result_returned(
    session: Session, sessions: sessionmaker[Session]
) -> None:
    user = make_user(session)
    assert transact(session, rename(user.id, "新名")) == "新名"
    with sessions() as other:
        assert other.get_one(User, user.id).name == "新名"


def test_a_failing_call_leaves_nothing(session: Session) -> None:
    user = make_user(session, name="原名")
    entries = session.scalar(select(func.count()).select_from(AuditEntry))

    def call(inner: Session) -> None:
        inner.get_one(User, user.id).name = "新名"
        audit.record(inner, ACTOR, "user.renamed", "user", user.id)
        jobs.enqueue(inner, "test.work")
        inner.flush()
        raise LookupError

    with pytest.raises(LookupError):
        transact(session, call)
    transact(session, nothing)  # nothing of it may ride along with the next
    assert names(session) == {"原名"}
    assert session.scalar(select(func.count()).select_from(Job)) == 0
    assert session.scalar(select(func.count()).select_from(AuditEntry)) == entries


def test_what_was_pending_before_does_not_ride_along(session: Session) -> None:
    user = make_user(session, name="原名")
    session.get_one(User, user.id).name = "未经事务"
    transact(session, nothing)
    assert names(session) == {"原名"}


def test_transactions_do_not_nest(session: Session) -> None:
    def outer(inner: Session) -> None:
        assert in_transaction(inner)
        transact(inner, nothing)

    with pytest.raises(RuntimeError, match="nest"):
        transact(session, outer)
    assert not in_transaction(session)
    transact(session, nothing)  # the session can be used again


def test_a_read_before_does_not_spoil_the_write(session: Session, sessions: sessionmaker[Session]) -> None:
    """Read, somebody else commits, write: SQLite refuses this at once inside one transaction."""
    user, other = make_user(session, name="原名").id, make_user(session).id
    with sessions() as reader, sessions() as elsewhere:
        assert reader.get_one(User, user).name == "原名"  # a read transaction is open now
        transact(elsewhere, rename(other, "别人"))
        transact(reader, rename(user, "新名"))
    assert names(session) == {"新名", "别人"}


def test_what_was_loaded_long_ago_is_loaded_anew(session: Session, sessions: sessionmaker[Session]) -> None:
    """A session keeps its objects after a commit; the next call must not decide on them."""
    user = make_user(session, name="原名")
    assert user.name == "原名"
    with sessions() as elsewhere:
        transact(elsewhere, rename(user.id, "别人"))
    assert transact(session, lambda inner: inner.get_one(User, user.id).name) == "别人"


def test_without_it_that_write_fails_on_sqlite(backend: str, session: Session, sessions: sessionmaker[Session]) -> None:
    """The reason for the rule; should this pass one day, the rule may go."""
    user = make_user(session, name="原名").id
    statement = update(User).where(User.id == user).values(name="新名")
    with sessions() as reader, sessions() as elsewhere:
        reader.scalars(select(User)).all()
        transact(elsewhere, rename(user, "别人"))
        if backend == "sqlite":
            with pytest.raises(OperationalError, match="database is locked"):
                reader.execute(statement)
        else:
            reader.execute(statement)


def test_many_writers_at_once_lose_nothing(session: Session, sessions: sessionmaker[Session]) -> None:
    user = make_user(session, name="0")

    def raise_by_one(inner: Session) -> None:
        row = inner.get_one(User, user.id, with_for_update=True)
        row.name = str(int(row.name) + 1)

    writers = [lambda own: [transact(own, raise_by_one) for _ in range(5)] for _ in range(6)]
    assert len(winners(race(sessions, writers))) == 6
    assert names(session) == {"30"}


def test_a_deadlock_is_tried_again(backend: str, session: Session, sessions: sessionmaker[Session]) -> None:
    """Two take two rows in opposite order; the database breaks one off, which starts anew."""
    first, second = make_user(session), make_user(session)
    both_hold_one = threading.Barrier(2)
    tries: list[int] = []

    def take(order: tuple[int, int]) -> Callable[[Session], None]:
        def call(inner: Session) -> None:
            tries.append(order[0])
            for place, user_id in enumerate(order):
                inner.get_one(User, user_id, with_for_update=True).name = f"轮到{order[0]}"
                inner.flush()
                if backend == "postgresql" and place == 0 and len(tries) <= 2:
                    both_hold_one.wait(PATIENCE_SECONDS)
            audit.record(inner, ACTOR, "user.taken", "user", order[0])

        return call

    orders = ((first.id, second.id), (second.id, first.id))
    results = race(sessions, [partial(transact, call=take(order)) for order in orders])
    assert results == [None, None]
    # SQLite lets one writer in at a time. Between two restarts PostgreSQL may see a second deadlock.
    assert len(tries) >= 3 if backend == "postgresql" else len(tries) == 2
    taken = session.scalars(select(AuditEntry.subject_id).where(AuditEntry.action == "user.taken")).all()
    assert sorted(taken) == sorted([str(first.id), str(second.id)])  # the broken-off try left no entry


def test_a_row_changed_meanwhile_is_a_stale_version(session: Session) -> None:
    user = make_user(session, name="原名")

    def call(inner: Session) -> None:
        row = inner.get_one(User, user.id)
        inner.execute(text("UPDATE user_account SET version = version + 1 WHERE id = :id"), {"id": user.id})
        row.name = "新名"

    with pytest.raises(StaleVersion):
        transact(session, call)
    assert names(session) == {"原名"}


@pytest.fixture
def hurried(backend: str, database_url: str) -> Iterator[Session]:
    """A session that waits for locks hardly at all."""
    engine = make_engine(database_url)
    hurry = "PRAGMA busy_timeout = 20" if backend == "sqlite" else "SET lock_timeout = '20ms'"

    @event.listens_for(engine, "connect")
    def _no_patience(connection: Any, _record: object) -> None:
        connection.execute(hurry)
        if backend == "postgresql":
            connection.commit()

    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


def test_a_lock_that_is_not_to_be_had_in_time(backend: str, session: Session, hurried: Session) -> None:
    user = make_user(session, name="原名")
    if backend == "postgresql":
        session.get_one(User, user.id, with_for_update=True)
    else:
        session.rollback()
        session.connection(execution_options={BEGIN_OPTION: "IMMEDIATE"})
    with pytest.raises(Conflict if backend == "postgresql" else Unavailable):
        transact(hurried, rename(user.id, "新名"))
    assert names(session) == {"原名"}


def test_a_database_that_goes_away_is_unavailable_and_may_come_back(backend: str, session: Session) -> None:
    user = make_user(session, name="原名")

    def cut_off(inner: Session) -> None:
        inner.get_one(User, user.id).name = "新名"
        inner.flush()
        if backend == "postgresql":
            inner.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
        else:
            raise OperationalError("write", {}, Exception("disk I/O error"), connection_invalidated=True)

    with pytest.raises(Unavailable):
        transact(session, cut_off)
    transact(session, rename(user.id, "后来"))
    assert names(session) == {"后来"}
