"""The loop that does jobs: nothing lost, nothing doubled, whatever happens to the process."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.config import Settings
from matchmaker.core import clock, jobs
from matchmaker.core.errors import Invalid
from matchmaker.core.jobs import LEASE, Handler, Job, JobRegistry, JobRun, JobSchedule
from matchmaker.core.security_events import SecurityEvent
from matchmaker.core.unit_of_work import transact
from matchmaker.core.worker import Worker
from tests.support import tree
from tests.support.worker_process import ITEMS, KIND, MIDDLE, items, registry

PATIENCE_SECONDS = 60
Make = Callable[[Handler], Worker]


@pytest.fixture
def make_worker(sessions: sessionmaker[Session], settings: Settings) -> Make:
    return lambda handler: Worker(sessions, registry(handler), settings)


def enqueue(session: Session, count: int = 1) -> None:
    for _ in range(count):
        transact(session, partial(jobs.enqueue, kind=KIND))


def stored(session: Session) -> list[Job]:
    session.expire_all()
    return list(session.scalars(select(Job).order_by(Job.id)))


def written(session: Session) -> list[str]:
    return list(session.scalars(select(SecurityEvent.detail).order_by(SecurityEvent.id)))


def test_everything_due_is_done(session: Session, make_worker: Make) -> None:
    enqueue(session, 3)
    assert make_worker(items).drain() == 3
    assert [job.status for job in stored(session)] == ["done"] * 3
    assert written(session) == [str(number) for number in range(ITEMS)]
    assert (stored(session)[0].progress_done, stored(session)[0].progress_total) == (ITEMS, ITEMS)


def test_a_failing_job_tells_why_and_does_not_stop_the_others(session: Session, make_worker: Make) -> None:
    seen: list[int] = []

    def fail_first(run: JobRun) -> None:
        seen.append(run.id)
        if len(seen) == 1:
            raise Invalid("第一行不是数字。")

    enqueue(session, 2)
    assert make_worker(fail_first).drain() == 2
    first, second = stored(session)
    assert (first.status, first.message, second.status) == ("queued", "第一行不是数字。", "done")


def test_what_went_wrong_inside_is_not_told_in_its_own_words(session: Session, make_worker: Make) -> None:
    """Messages of libraries may hold data; the log has them, the page does not."""

    def fail(_run: JobRun) -> None:
        raise ValueError("password of somebody")

    enqueue(session)
    make_worker(fail).drain()
    assert stored(session)[0].message == "ValueError"


def test_an_unknown_kind_is_a_failure_like_any_other(session: Session, make_worker: Make) -> None:
    transact(session, lambda inner: jobs.enqueue(inner, "test.unknown"))
    make_worker(items).drain()
    assert stored(session)[0].message == "没有处理 test.unknown 的程序"


def test_several_handlers_of_a_kind_run_in_order(
    session: Session, sessions: sessionmaker[Session], settings: Settings
) -> None:
    order: list[str] = []
    both = JobRegistry()
    both.register(KIND, lambda _run: order.append("catalog"))
    both.register(KIND, lambda _run: order.append("matching"))
    enqueue(session)
    Worker(sessions, both, settings).drain()
    assert order == ["catalog", "matching"]


def test_schedules_run_by_themselves(session: Session, sessions: sessionmaker[Session], settings: Settings) -> None:
    ran: list[str] = []
    daily = JobRegistry()
    daily.register("test.daily", lambda run: ran.append(run.kind), every_seconds=86_400)
    worker = Worker(sessions, daily, settings)
    assert worker.drain() == 1
    assert worker.drain() == 0
    with clock.frozen(clock.now() + timedelta(days=1, seconds=1)):
        assert worker.drain() == 1
    assert ran == ["test.daily"] * 2
    assert session.scalars(select(JobSchedule.kind)).all() == ["test.daily"]


def test_a_stopped_worker_finishes_the_job_at_hand(session: Session, make_worker: Make) -> None:
    started, go_on = threading.Event(), threading.Event()

    def wait(run: JobRun) -> None:
        started.set()
        go_on.wait(PATIENCE_SECONDS)
        items(run)

    enqueue(session, 2)
    worker = make_worker(wait)
    thread = threading.Thread(target=worker.run, daemon=True)
    thread.start()
    assert started.wait(PATIENCE_SECONDS)
    worker.stop()
    go_on.set()
    thread.join(PATIENCE_SECONDS)
    assert [job.status for job in stored(session)] == ["done", "queued"]


def test_a_worker_taken_for_dead_stops_without_a_trace(session: Session, make_worker: Make) -> None:
    def slow(run: JobRun) -> None:
        transact(session, partial(take_over, job_id=run.id))  # another worker, after the lease ran out
        items(run)

    enqueue(session)
    make_worker(slow).drain()
    (job,) = stored(session)
    assert (job.status, job.worker, job.message) == ("running", "another", "")
    assert written(session) == []


def take_over(session: Session, job_id: int) -> None:
    job = session.get_one(Job, job_id)
    job.fence, job.worker = job.fence + 1, "another"


def test_a_worker_outlives_a_broken_connection(backend: str, session: Session, make_worker: Make) -> None:
    tried: list[int] = []

    def cut_off(run: JobRun) -> None:
        tried.append(run.id)
        if len(tried) == 1 and backend == "postgresql":
            run.read(lambda inner: inner.execute(text("SELECT pg_terminate_backend(pg_backend_pid())")))
        if len(tried) == 1:
            run.read(lambda inner: inner.execute(text("SELECT 1 FROM no_such_table")))

    enqueue(session)
    worker = make_worker(cut_off)
    worker.drain()
    assert stored(session)[0].status == "queued"
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        worker.drain()
    assert stored(session)[0].status == "done"


def test_a_worker_waits_for_a_database_that_is_away(
    session: Session, sessions: sessionmaker[Session], make_worker: Make
) -> None:
    """Tables that are not there (a migration under way) stand for a database that is not."""
    enqueue(session)
    worker = make_worker(items)
    with sessions() as own:
        own.execute(text("ALTER TABLE job_schedule RENAME TO away"))
        own.commit()
    thread = threading.Thread(target=worker.run, daemon=True)
    thread.start()
    thread.join(0.2)
    assert thread.is_alive()
    with sessions() as own:
        own.execute(text("ALTER TABLE away RENAME TO job_schedule"))
        own.commit()
    while thread.is_alive() and stored(session)[0].status != "done":
        thread.join(0.05)
    worker.stop()
    thread.join(PATIENCE_SECONDS)
    assert stored(session)[0].status == "done"


def test_a_killed_process_loses_and_doubles_nothing(
    session: Session, settings: Settings, database_url: str, make_worker: Make
) -> None:
    enqueue(session)
    command = [sys.executable, "-m", "tests.support.worker_process", database_url, str(settings.data_dir)]
    with subprocess.Popen(command, cwd=tree.ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for number in range(MIDDLE + 1):
            assert process.stdout.readline().strip() == str(number)
        process.kill()  # in the middle of item MIDDLE's transaction
    assert written(session) == [str(number) for number in range(MIDDLE)]
    assert stored(session)[0].status == "running"
    assert make_worker(items).drain() == 0  # its lease still runs
    with clock.frozen(clock.now() + LEASE + timedelta(seconds=1)):
        assert make_worker(items).drain() == 1
    assert written(session) == [str(number) for number in range(ITEMS)]
    assert stored(session)[0].status == "done"
