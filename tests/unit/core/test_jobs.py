"""Work in a table: each job by one worker at a time, none lost, none by who was thought dead."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.config import Settings
from matchmaker.core import clock, jobs
from matchmaker.core.errors import Conflict
from matchmaker.core.jobs import (
    BACKOFF_SECONDS,
    LEASE,
    MAXIMUM_ATTEMPTS,
    Job,
    JobRun,
    JobSchedule,
    JobStatus,
    LeaseLost,
)
from matchmaker.core.security_events import SecurityEvent
from matchmaker.core.unit_of_work import transact
from tests.support.race import race, winners
from tests.unit.core.hall import Hall

PATIENCE_SECONDS = 30
AFTER_LEASE = LEASE + timedelta(seconds=1)


@pytest.fixture
def hall(sessions: sessionmaker[Session], settings: Settings) -> Hall:
    return Hall(sessions, settings)


def write(session: Session) -> None:
    session.add(SecurityEvent(kind="test.work", address="-"))


def written(hall: Hall) -> int:
    with hall.sessions() as session:
        return session.scalar(select(func.count()).select_from(SecurityEvent)) or 0


def later(delay: timedelta) -> Any:
    return clock.frozen(clock.now() + delay)


# ---------------------------------------------------------------- taking


def test_a_claimed_job_is_under_lease_and_nobody_elses(hall: Hall) -> None:
    hall.enqueue(payload={"id": 7})
    run = hall.taken()
    job = hall.job(run.id)
    assert (run.payload, job.status, job.attempts, job.fence, job.worker) == ({"id": 7}, "running", 1, 1, "one")
    assert job.lease_until is not None
    assert job.lease_until > clock.now()
    assert hall.claim("two") is None


def test_the_oldest_due_job_comes_first_and_future_ones_not_yet(hall: Hall) -> None:
    now = clock.now()
    hall.enqueue("test.tomorrow", run_at=now + timedelta(days=1))
    hall.enqueue("test.new", run_at=now - timedelta(seconds=1))
    hall.enqueue("test.old", run_at=now - timedelta(hours=1))
    kinds = [hall.taken().kind, hall.taken().kind]
    assert kinds == ["test.old", "test.new"]
    assert hall.claim() is None
    with later(timedelta(days=1, seconds=1)):
        assert hall.taken().kind == "test.old"  # its lease has run out by then


def test_workers_at_once_never_get_the_same_job(hall: Hall) -> None:
    for _ in range(12):
        hall.enqueue()

    def take(session: Session) -> list[int]:
        got = []
        while (job := transact(session, lambda inner: jobs.claim(inner, "w"))) is not None:
            got.append(job.id)
        return got

    taken = [job_id for got in winners(race(hall.sessions, [take] * 4)) for job_id in got]
    # a worker that finds all jobs locked for a moment goes away empty-handed, and comes again
    while (run := hall.claim()) is not None:
        taken.append(run.id)
    assert sorted(taken) == sorted(job.id for job in hall.all())


# ---------------------------------------------------------------- lease and fence


def test_a_lease_that_ran_out_is_taken_over(hall: Hall) -> None:
    hall.enqueue()
    old = hall.taken()
    with later(AFTER_LEASE):
        new = hall.taken()
    assert (new.id, new.fence) == (old.id, old.fence + 1)


def act_transact(run: JobRun) -> None:
    run.transact(write)


def act_progress(run: JobRun) -> None:
    run.progress(1, 2)


def act_finish(run: JobRun) -> None:
    with run.sessions() as session:
        transact(session, lambda inner: jobs.finish(inner, run))


def act_fail(run: JobRun) -> None:
    with run.sessions() as session:
        transact(session, lambda inner: jobs.fail(inner, run, 1, "太迟"))


def act_renew(run: JobRun) -> None:
    with run.sessions() as session:
        transact(session, run.renew)


@pytest.mark.parametrize("act", [act_transact, act_progress, act_finish, act_fail, act_renew])
def test_who_was_thought_dead_can_change_nothing(hall: Hall, act: Callable[[JobRun], None]) -> None:
    hall.enqueue()
    dead = hall.taken()
    with later(AFTER_LEASE):
        alive = hall.taken()
    before = hall.job(alive.id)
    with pytest.raises(LeaseLost):
        act(dead)
    after = hall.job(alive.id)
    assert written(hall) == 0
    assert (after.fence, after.status, after.progress_total, after.lease_until) == (
        before.fence,
        before.status,
        before.progress_total,
        before.lease_until,
    )
    alive.transact(write)
    assert written(hall) == 1


def test_work_renews_the_lease(hall: Hall) -> None:
    hall.enqueue()
    run = hall.taken()
    with later(timedelta(seconds=50)):
        run.transact(write)
        run.progress(3, 9)
    with later(timedelta(seconds=70)):
        assert hall.claim("two") is None
    job = hall.job(run.id)
    assert (job.progress_done, job.progress_total) == (3, 9)


def test_a_done_job_is_done(hall: Hall) -> None:
    hall.enqueue()
    run = hall.taken()
    hall.finish(run)
    with later(timedelta(days=1)):
        assert hall.claim() is None
    assert hall.job(run.id).status == JobStatus.DONE
    with pytest.raises(LeaseLost):
        run.transact(write)


# ---------------------------------------------------------------- failing


def test_failures_wait_longer_each_time_and_five_park_the_job(hall: Hall) -> None:
    hall.enqueue()
    moment = clock.now()
    for attempt in range(1, MAXIMUM_ATTEMPTS + 1):
        with clock.frozen(moment):
            hall.fail(hall.taken(), f"第{attempt}次")
        (job,) = hall.all()
        if attempt < MAXIMUM_ATTEMPTS:
            assert (job.status, job.run_at) == ("queued", moment + timedelta(seconds=BACKOFF_SECONDS[attempt - 1]))
            moment = job.run_at
    assert [(job.status, job.message) for job in hall.all()] == [("parked", "第5次")]
    with later(timedelta(days=1)):
        assert hall.claim() is None


def test_a_job_that_kills_its_workers_is_parked_and_holds_up_nobody(hall: Hall) -> None:
    """Nobody ever reports a failure; the lease just runs out, five times."""
    hall.enqueue("test.deadly")
    moment = clock.now()
    for _ in range(MAXIMUM_ATTEMPTS):
        with clock.frozen(moment):
            assert hall.taken().kind == "test.deadly"
        moment += AFTER_LEASE
    hall.enqueue("test.behind", run_at=moment)
    with clock.frozen(moment):
        assert hall.taken().kind == "test.behind"
    deadly = hall.all()[0]
    assert (deadly.status, deadly.message) == ("parked", "多次中断，未能完成")


# ---------------------------------------------------------------- one of a kind


def test_the_same_work_is_queued_once(hall: Hall) -> None:
    for _ in range(3):
        hall.enqueue(dedup_key="a")
    hall.enqueue(dedup_key="b")
    hall.enqueue("test.other", dedup_key="a")
    assert len(hall.all()) == 3


def test_many_who_queue_the_same_at_once_queue_it_once(hall: Hall) -> None:
    def call(inner: Session) -> None:
        jobs.enqueue(inner, "test.work", dedup_key="a")
        write(inner)

    assert race(hall.sessions, [partial(transact, call=call)] * 6) == [None] * 6
    assert len(hall.all()) == 1
    assert written(hall) == 6  # and none of them failed for it


def test_the_constraint_alone_keeps_the_second_out(hall: Hall) -> None:
    hall.enqueue(dedup_key="a")
    with hall.sessions() as session, pytest.raises(IntegrityError):
        transact(session, lambda inner: inner.add(Job(kind="test.work", dedup_key="a", payload={})))


def test_work_asked_for_now_is_not_held_up_by_the_same_work_planned_for_later(hall: Hall) -> None:
    """A mail to be tried again in an hour must not delay today's mail by an hour."""
    hall.enqueue(dedup_key="a", run_at=clock.now() + timedelta(hours=1))
    hall.enqueue(dedup_key="a")
    hall.enqueue(dedup_key="a", run_at=clock.now() + timedelta(hours=2))
    assert len(hall.all()) == 1
    hall.taken()


def test_the_same_work_asked_for_while_it_runs_comes_after_it(hall: Hall) -> None:
    hall.enqueue(dedup_key="a")
    first = hall.taken()
    hall.enqueue(dedup_key="a")
    assert hall.claim("two") is None
    hall.finish(first)
    assert hall.taken().id != first.id


def test_who_is_about_to_ask_for_work_is_not_passed_by_a_worker(backend: str, hall: Hall) -> None:
    """A job that is queued already will do, but it must see what the asking transaction writes."""
    hall.enqueue(dedup_key="a")
    asked, seen = threading.Event(), threading.Event()

    def ask(session: Session) -> None:
        def call(inner: Session) -> None:
            write(inner)
            jobs.enqueue(inner, "test.work", dedup_key="a")
            asked.set()
            seen.wait(PATIENCE_SECONDS if backend == "postgresql" else 0.2)

        transact(session, call)

    def work(session: Session) -> list[int]:
        assert asked.wait(PATIENCE_SECONDS)
        found = []
        for last in (False, True):
            if last:
                seen.set()
            if transact(session, lambda inner: jobs.claim(inner, "w")) is not None:
                found.append(written(hall))
        return found

    results = race(hall.sessions, [ask, work])
    assert results[0] is None
    assert isinstance(results[1], list)
    while hall.claim() is not None:
        results[1].append(written(hall))
    assert results[1][-1:] == [1]  # whoever ran last has seen the row


def test_a_failed_job_stays_one_of_its_kind(hall: Hall) -> None:
    hall.enqueue(dedup_key="a")
    hall.fail(hall.taken())
    hall.enqueue(dedup_key="a")
    assert len(hall.all()) == 1


def test_a_failed_job_gives_way_to_its_queued_twin_but_not_its_failures(hall: Hall) -> None:
    hall.enqueue(dedup_key="a")
    for attempt in range(1, MAXIMUM_ATTEMPTS + 1):
        run = hall.taken()
        if attempt < MAXIMUM_ATTEMPTS:
            hall.enqueue(dedup_key="a")  # asked for again while it runs
        hall.fail(run, "没有成功")
        with hall.sessions() as session:
            transact(session, make_due)
    assert [job.status for job in hall.all()] == ["done"] * (MAXIMUM_ATTEMPTS - 1) + ["parked"]


def make_due(session: Session) -> None:
    for job in session.scalars(select(Job).where(Job.status == JobStatus.QUEUED)):
        assert job.run_at > clock.now()
        job.run_at = clock.now()


def park(hall: Hall) -> int:
    hall.enqueue(dedup_key="a")
    [job] = hall.all()
    for _attempt in range(MAXIMUM_ATTEMPTS):
        hall.fail(hall.taken())
        with hall.sessions() as session:
            transact(session, make_due)
    return job.id


def test_a_parked_job_is_given_all_its_tries_again(hall: Hall) -> None:
    parked = park(hall)
    with hall.sessions() as session:
        transact(session, lambda inner: jobs.retry(inner, parked))
    run = hall.taken()
    assert (run.id, hall.job(run.id).attempts) == (parked, 1)


def test_a_parked_job_gives_way_to_its_queued_twin(hall: Hall) -> None:
    parked = park(hall)
    hall.enqueue(dedup_key="a")
    with hall.sessions() as session:
        transact(session, lambda inner: jobs.retry(inner, parked))
    assert [job.status for job in hall.all()] == ["done", "queued"]


def test_of_two_who_start_a_parked_job_again_one_is_told(hall: Hall) -> None:
    parked = park(hall)
    outcomes = race(hall.sessions, [lambda session: transact(session, lambda inner: jobs.retry(inner, parked))] * 2)
    assert [outcome is None for outcome in outcomes].count(True) == 1
    assert sum(isinstance(outcome, Conflict) for outcome in outcomes) == 1


def test_what_is_rolled_back_was_never_asked_for(hall: Hall) -> None:
    def call(inner: Session) -> None:
        jobs.enqueue(inner, "test.work", dedup_key="a")
        raise LookupError

    with hall.sessions() as session, pytest.raises(LookupError):
        transact(session, call)
    assert hall.all() == []


# ---------------------------------------------------------------- by itself


def test_a_schedule_runs_once_a_period_however_many_look(hall: Hall) -> None:
    periods = {"test.daily": 86_400}
    with hall.sessions() as session:
        transact(session, lambda inner: jobs.ensure_schedules(inner, periods))
    counts = race(hall.sessions, [partial(transact, call=jobs.enqueue_scheduled)] * 4)
    assert sorted(winners(counts)) == [0, 0, 0, 1]
    assert [job.kind for job in hall.all()] == ["test.daily"]
    with hall.sessions() as session, later(timedelta(days=1, seconds=1)):
        transact(session, jobs.enqueue_scheduled)
    assert len(hall.all()) == 1  # the first has not even begun


def test_workers_that_start_at_once_agree_on_the_schedules(hall: Hall) -> None:
    call = partial(jobs.ensure_schedules, periods={"test.daily": 86_400, "test.hourly": 3600})
    assert race(hall.sessions, [partial(transact, call=call)] * 4) == [None] * 4
    with hall.sessions() as session:
        transact(session, lambda inner: jobs.ensure_schedules(inner, {"test.daily": 43_200}))
        rows = session.scalars(select(JobSchedule)).all()
    assert [(row.kind, row.every_seconds) for row in rows] == [("test.daily", 43_200)]
