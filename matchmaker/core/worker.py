"""The loop that does jobs; any number of processes may run it side by side."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.config import Settings
from matchmaker.core import jobs
from matchmaker.core.errors import DomainError, Unavailable
from matchmaker.core.jobs import JobRegistry, JobRun, LeaseLost
from matchmaker.core.unit_of_work import transact

IDLE_SECONDS = 1.0
log = structlog.get_logger(__name__)


@dataclass
class Worker:
    """Claims and does jobs until told to stop."""

    sessions: sessionmaker[Session]
    registry: JobRegistry
    settings: Settings
    name: str = ""

    def __post_init__(self) -> None:
        self.name = self.name or f"{socket.gethostname()}:{os.getpid()}"
        self._stop = threading.Event()

    def stop(self) -> None:
        """Finish the job at hand, then return from ``run``."""
        self._stop.set()

    def run(self) -> None:
        """Work until ``stop``; sleeps a second when nothing is due."""
        prepared = False
        while not self._stop.is_set():
            try:
                prepared = prepared or self._prepare()
                idle = not self.step()
            except (SQLAlchemyError, Unavailable):
                # the database is away or busy: it will be back, and the work waits in it
                log.exception("worker_waits")
                idle = True
            if idle:
                self._stop.wait(IDLE_SECONDS)

    def drain(self) -> int:
        """Do everything that is due now; returns how many jobs were done."""
        self._prepare()
        count = 0
        while self.step():
            count += 1
        return count

    def step(self) -> bool:
        """Do one job; False when none is due."""
        with self.sessions() as session:
            transact(session, jobs.enqueue_scheduled)
            claimed = transact(session, lambda inner: jobs.claim(inner, self.name))
            if claimed is None:
                return False
            run = JobRun(
                claimed.id,
                claimed.kind,
                claimed.payload,
                claimed.fence,
                self.sessions,
                self.settings,
            )
            attempts = claimed.attempts
        self._do(run, attempts)
        return True

    def _prepare(self) -> bool:
        with self.sessions() as session:
            transact(session, lambda inner: jobs.ensure_schedules(inner, self.registry.periods))
        return True

    def _do(self, run: JobRun, attempts: int) -> None:
        try:
            with _heartbeat(run):
                for handler in self._handlers(run.kind):
                    handler(run)
            with self.sessions() as session:
                transact(session, lambda inner: jobs.finish(inner, run))
        except LeaseLost:
            log.warning("job_lease_lost", job=run.id, kind=run.kind)
        except Exception as error:
            message = error.message if isinstance(error, DomainError) else type(error).__name__
            log.exception("job_failed", job=run.id, kind=run.kind, attempts=attempts)
            self._fail(run, attempts, message)

    def _fail(self, run: JobRun, attempts: int, message: str) -> None:
        try:
            with self.sessions() as session:
                transact(session, lambda inner: jobs.fail(inner, run, attempts, message))
        except LeaseLost:
            log.warning("job_lease_lost", job=run.id, kind=run.kind)

    def _handlers(self, kind: str) -> list[jobs.Handler]:
        try:
            return self.registry.handlers[kind]
        except KeyError:
            raise DomainError(f"没有处理 {kind} 的程序") from None


@contextmanager
def _heartbeat(run: JobRun) -> Iterator[None]:
    """Renew the lease from a second thread while the handler computes."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(jobs.LEASE.total_seconds() / 3):
            try:
                with run.sessions() as session:
                    transact(session, run.renew)
            except LeaseLost:
                return
            except Exception:  # noqa: BLE001 - a missed beat is made up by the next
                log.warning("heartbeat_missed", job=run.id)

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
