"""Work to be done later, kept in a table.

A job is inserted in the transaction that causes it. A worker claims it under
a lease with a fencing token: whoever holds an older token can no longer write
(``JobRun.transact`` checks it inside each transaction), so a worker that was
thought dead changes nothing. A lease that runs out makes the job claimable
again; after five failures it is parked and shown to the administrators.
A process killed at any point therefore loses nothing, and handlers, being
idempotent, double nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar, cast

from sqlalchemy import (
    CheckConstraint,
    CursorResult,
    Index,
    String,
    and_,
    exists,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, sessionmaker

from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.db import Base, Identified, one_of
from matchmaker.core.errors import Conflict, Unavailable
from matchmaker.core.i18n import N_
from matchmaker.core.unit_of_work import transact

T = TypeVar("T")
LEASE = timedelta(seconds=60)
MAXIMUM_ATTEMPTS = 5
BACKOFF_SECONDS = (5, 30, 120, 600)
ENQUEUE_ATTEMPTS = 5
INTERRUPTED = N_("多次中断，未能完成")


class JobStatus(StrEnum):
    """Where a job stands; parked ones wait for an administrator."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    PARKED = "parked"


class Job(Identified, Base):
    """One piece of work.

    ``dedup_key``: at most one is queued per kind and key, and none is started
    while another of the same kind and key runs.
    """

    __tablename__ = "job"

    kind: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]]
    dedup_key: Mapped[str | None] = mapped_column(String(120))
    status: Mapped[str] = mapped_column(String(16), default=JobStatus.QUEUED)
    run_at: Mapped[datetime] = mapped_column(default=clock.now)
    attempts: Mapped[int] = mapped_column(default=0)
    fence: Mapped[int] = mapped_column(default=0)
    lease_until: Mapped[datetime | None]
    worker: Mapped[str | None] = mapped_column(String(80))
    progress_done: Mapped[int] = mapped_column(default=0)
    progress_total: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(String(1000), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    finished_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("status", JobStatus),
        CheckConstraint("status <> 'running' OR lease_until IS NOT NULL", name="running_is_leased"),
        Index(
            "uq_job_queued",
            "kind",
            "dedup_key",
            unique=True,
            sqlite_where=text("status = 'queued' AND dedup_key IS NOT NULL"),
            postgresql_where=text("status = 'queued' AND dedup_key IS NOT NULL"),
        ),
        Index(None, "status", "run_at"),
    )


class JobSchedule(Base):
    """A kind that runs by itself every so many seconds."""

    __tablename__ = "job_schedule"

    kind: Mapped[str] = mapped_column(String(64), primary_key=True)
    every_seconds: Mapped[int]
    next_run_at: Mapped[datetime] = mapped_column(index=True)

    __table_args__ = (CheckConstraint("every_seconds > 0", name="period_positive"),)


class LeaseLost(Exception):
    """The job has passed to another worker; stop and change nothing."""


@dataclass(frozen=True)
class JobRun:
    """What a handler gets: its payload and the ways to act under its lease."""

    id: int
    kind: str
    payload: dict[str, Any]
    fence: int
    sessions: sessionmaker[Session]
    settings: Settings

    def transact(self, call: Callable[[Session], T]) -> T:
        """``unit_of_work.transact`` in a new session, refused once the lease is lost."""

        def guarded(session: Session) -> T:
            self.hold(session, {"lease_until": clock.now() + LEASE})
            return call(session)

        with self.sessions() as session:
            return transact(session, guarded)

    def read(self, call: Callable[[Session], T]) -> T:
        """Run ``call`` in a session of its own that is not committed."""
        with self.sessions() as session:
            return call(session)

    def progress(self, done: int, total: int) -> None:
        """Record how far the work is; renews the lease."""
        values = {
            "progress_done": done,
            "progress_total": total,
            "lease_until": clock.now() + LEASE,
        }
        with self.sessions() as session:
            transact(session, lambda inner: self.hold(inner, values))

    def renew(self, session: Session) -> None:
        """Extend the lease; LeaseLost when the job is no longer ours."""
        self.hold(session, {"lease_until": clock.now() + LEASE})

    def hold(self, session: Session, values: Mapping[str, Any]) -> None:
        """Write ``values`` to the job's row if it is still ours; else LeaseLost."""
        statement = (
            update(Job)
            .where(Job.id == self.id, Job.fence == self.fence, Job.status == JobStatus.RUNNING)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
        if cast("CursorResult[Any]", session.execute(statement)).rowcount != 1:
            raise LeaseLost


Handler = Callable[[JobRun], None]


@dataclass
class JobRegistry:
    """kind → handlers, and which kinds run by themselves. Built by the app's wiring.

    Several packages may register for one kind ("record.published"): they run
    in the order of registration.
    """

    handlers: dict[str, list[Handler]] = field(default_factory=dict)
    periods: dict[str, int] = field(default_factory=dict)

    def register(self, kind: str, handler: Handler, *, every_seconds: int | None = None) -> None:
        """Let ``handler`` do jobs of ``kind``; with a period, by itself."""
        self.handlers.setdefault(kind, []).append(handler)
        if every_seconds is not None:
            self.periods[kind] = every_seconds


def enqueue(
    session: Session,
    kind: str,
    payload: Mapping[str, Any] | None = None,
    *,
    dedup_key: str | None = None,
    run_at: datetime | None = None,
) -> None:
    """Insert a job into the caller's transaction; one that is queued already will do.

    A queued job that was due later runs at ``run_at`` (default: now) instead.
    """
    wanted = run_at or clock.now()
    row = {"kind": kind, "payload": dict(payload or {}), "dedup_key": dedup_key, "run_at": wanted}
    if dedup_key is None:
        session.add(Job(**row))
        return
    for _attempt in range(ENQUEUE_ATTEMPTS):
        if _join(session, kind, dedup_key, wanted):
            return
        try:
            with session.begin_nested():
                session.add(Job(**row))
                session.flush()
        except IntegrityError:
            continue  # somebody queued the same at the same moment
        return
    raise Unavailable


def _join(session: Session, kind: str, dedup_key: str, run_at: datetime) -> bool:
    """Rely on the job that is queued already, if there is one; it runs no later than ``run_at``.

    The shared lock (PostgreSQL) keeps a worker from starting it before this
    transaction has committed what the job is to see.
    """
    queued = (
        select(Job.id, Job.run_at)
        .where(Job.kind == kind, Job.dedup_key == dedup_key, Job.status == JobStatus.QUEUED)
        .with_for_update(read=True)
    )
    found = session.execute(queued).one_or_none()
    if found is None:
        return False
    if found.run_at > run_at:
        session.execute(update(Job).where(Job.id == found.id).values(run_at=run_at))
    return True


def ensure_schedules(session: Session, periods: Mapping[str, int]) -> None:
    """Bring the table of schedules in line with the registered periods."""
    rows = {row.kind: row for row in session.scalars(select(JobSchedule))}
    for kind, seconds in periods.items():
        row = rows.pop(kind, None)
        if row is None:
            _add_schedule(session, kind, seconds)
        else:
            row.every_seconds = seconds
    for row in rows.values():
        session.delete(row)


def _add_schedule(session: Session, kind: str, seconds: int) -> None:
    try:
        with session.begin_nested():
            session.add(JobSchedule(kind=kind, every_seconds=seconds, next_run_at=clock.now()))
            session.flush()
    except IntegrityError:
        return  # another worker starts at this moment and was first


def enqueue_scheduled(session: Session) -> int:
    """Enqueue every schedule that is due; returns how many."""
    moment, count = clock.now(), 0
    due = select(JobSchedule.kind, JobSchedule.every_seconds, JobSchedule.next_run_at)
    for row in session.execute(due.where(JobSchedule.next_run_at <= moment)).all():
        statement = (
            update(JobSchedule)
            .where(JobSchedule.kind == row.kind, JobSchedule.next_run_at == row.next_run_at)
            .values(next_run_at=moment + timedelta(seconds=row.every_seconds))
            .execution_options(synchronize_session=False)
        )
        if cast("CursorResult[Any]", session.execute(statement)).rowcount == 1:
            enqueue(session, row.kind, dedup_key="schedule")
            count += 1
    return count


def claim(session: Session, worker: str) -> Job | None:
    """Take the most urgent claimable job under a new lease and token, or None."""
    while (job := _next(session)) is not None:
        if job.attempts < MAXIMUM_ATTEMPTS:
            job.status, job.worker = JobStatus.RUNNING, worker
            job.attempts, job.fence = job.attempts + 1, job.fence + 1
            job.lease_until = clock.now() + LEASE
            session.flush()
            return job
        job.status, job.finished_at = JobStatus.PARKED, clock.now()
        job.message = job.message or INTERRUPTED
        session.flush()
    return None


def _next(session: Session) -> Job | None:
    moment = clock.now()
    twin = aliased(Job)
    twin_runs = exists().where(
        twin.kind == Job.kind,
        twin.dedup_key == Job.dedup_key,
        twin.status == JobStatus.RUNNING,
        twin.id != Job.id,
    )
    ready = or_(
        and_(Job.status == JobStatus.QUEUED, Job.run_at <= moment, ~twin_runs),
        and_(Job.status == JobStatus.RUNNING, Job.lease_until < moment),
    )
    query = select(Job).where(ready).order_by(Job.run_at, Job.id).limit(1).with_for_update(skip_locked=True)
    return session.scalars(query).one_or_none()


def finish(session: Session, job: JobRun) -> None:
    """Mark done; LeaseLost when it is no longer ours."""
    job.hold(session, {"status": JobStatus.DONE, "finished_at": clock.now(), "lease_until": None})


def fail(session: Session, job: JobRun, attempts: int, message: str) -> None:
    """Queue again with a growing pause, or park after the last attempt."""
    ended = {"lease_until": None, "message": message[:1000]}
    if attempts >= MAXIMUM_ATTEMPTS:
        job.hold(session, {**ended, "status": JobStatus.PARKED, "finished_at": clock.now()})
        return
    pause = BACKOFF_SECONDS[min(attempts, len(BACKOFF_SECONDS)) - 1]
    again = clock.now() + timedelta(seconds=pause)
    try:
        with session.begin_nested():
            job.hold(session, {**ended, "status": JobStatus.QUEUED, "run_at": again})
    except IntegrityError:
        _hand_over(session, job, attempts, again)
        job.hold(session, {**ended, "status": JobStatus.DONE, "finished_at": clock.now()})


def _hand_over(session: Session, job: JobRun, attempts: int, run_at: datetime) -> None:
    """Let the twin that is queued already take the place of a failed job, its failures counted."""
    key = select(Job.dedup_key).where(Job.id == job.id).scalar_subquery()
    twin = update(Job).where(Job.kind == job.kind, Job.dedup_key == key, Job.status == JobStatus.QUEUED)
    session.execute(twin.values(attempts=attempts, run_at=run_at).execution_options(synchronize_session=False))


def retry(session: Session, job_id: int) -> None:
    """Queue a parked job again with a full number of attempts; Conflict when it is not parked.

    Where its twin is queued already, that one does the work and the parked one is done.
    """
    moment = clock.now()
    again = {"status": JobStatus.QUEUED, "attempts": 0, "run_at": moment, "finished_at": None}
    try:
        with session.begin_nested():
            moved = _unpark(session, job_id, again)
    except IntegrityError:
        moved = _unpark(session, job_id, {"status": JobStatus.DONE, "finished_at": moment})
    if not moved:
        raise Conflict


def _unpark(session: Session, job_id: int, values: Mapping[str, Any]) -> bool:
    statement = update(Job).where(Job.id == job_id, Job.status == JobStatus.PARKED).values(**values)
    result = session.execute(statement.execution_options(synchronize_session=False))
    return cast("CursorResult[Any]", result).rowcount == 1
