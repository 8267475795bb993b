"""The table of jobs as workers see it, for the tests of jobs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.config import Settings
from matchmaker.core import jobs
from matchmaker.core.jobs import Job, JobRun
from matchmaker.core.unit_of_work import transact


class Hall:
    """One database with its sessions, seen as workers see it."""

    def __init__(self, sessions: sessionmaker[Session], settings: Settings) -> None:
        self.sessions, self.settings = sessions, settings

    def enqueue(self, kind: str = "test.work", **more: Any) -> None:
        with self.sessions() as session:
            transact(session, lambda inner: jobs.enqueue(inner, kind, **more))

    def claim(self, worker: str = "one") -> JobRun | None:
        with self.sessions() as session:
            job = transact(session, lambda inner: jobs.claim(inner, worker))
            return None if job is None else self.run(job)

    def run(self, job: Job) -> JobRun:
        return JobRun(job.id, job.kind, job.payload, job.fence, self.sessions, self.settings)

    def taken(self) -> JobRun:
        run = self.claim()
        assert run is not None
        return run

    def fail(self, run: JobRun, message: str = "没有成功") -> None:
        with self.sessions() as session:
            attempts = session.get_one(Job, run.id).attempts
            transact(session, lambda inner: jobs.fail(inner, run, attempts, message))

    def finish(self, run: JobRun) -> None:
        with self.sessions() as session:
            transact(session, lambda inner: jobs.finish(inner, run))

    def job(self, job_id: int) -> Job:
        with self.sessions() as session:
            return session.get_one(Job, job_id)

    def all(self) -> list[Job]:
        with self.sessions() as session:
            return list(session.scalars(select(Job).order_by(Job.id)))
