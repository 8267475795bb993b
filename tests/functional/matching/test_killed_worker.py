"""A worker killed in the middle of matching loses and doubles nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.app.wiring import job_registry
from matchmaker.config import Settings
from matchmaker.core import audit, clock
from matchmaker.core.jobs import Job, JobStatus, enqueue
from matchmaker.core.unit_of_work import transact
from matchmaker.core.worker import Worker
from matchmaker.matching.models import Suggestion
from tests.factories.catalog import make_achievement, make_need

NEEDS, ACHIEVEMENTS = 40, 3
PATIENCE_SECONDS = 120
PROGRAM = str(Path(sys.executable).with_name("matchmaker"))


def _suggestions(session: Session) -> int:
    found = session.scalar(select(func.count()).select_from(Suggestion)) or 0
    session.rollback()
    return found


def _start_worker(settings: Settings) -> subprocess.Popen[bytes]:
    environ = {
        **os.environ,
        "MATCHMAKER_ENV": settings.environment,
        "MATCHMAKER_DATABASE_URL": settings.database_url,
        "MATCHMAKER_DATA_DIR": str(settings.data_dir),
        "MATCHMAKER_SECRET_KEY": settings.secret_key,
    }
    return subprocess.Popen([PROGRAM, "worker"], env=environ, stderr=subprocess.DEVNULL)


def _fill(session: Session) -> None:
    for _each in range(ACHIEVEMENTS):
        make_achievement(session)
    for _each in range(NEEDS):
        make_need(session)
    transact(session, lambda inner: enqueue(inner, "matching.refresh_all", dedup_key="all"))


def test_a_killed_worker_s_matching_is_finished_by_the_next_one(
    settings: Settings, sessions: sessionmaker[Session], session: Session
) -> None:
    _fill(session)
    worker = _start_worker(settings)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while _suggestions(session) < ACHIEVEMENTS and time.monotonic() < deadline:
        assert worker.poll() is None
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    assert _suggestions(session) >= ACHIEVEMENTS, "the worker did not begin in time"
    with clock.frozen(clock.now() + timedelta(minutes=10)):
        Worker(sessions, job_registry(), settings).drain()
    assert _suggestions(session) == NEEDS * ACHIEVEMENTS
    pairs = select(Suggestion.need_id, Suggestion.achievement_id).distinct().subquery()
    assert session.scalar(select(func.count()).select_from(pairs)) == NEEDS * ACHIEVEMENTS
    job = session.scalars(select(Job).where(Job.kind == "matching.refresh_all")).one()
    assert job.status == JobStatus.DONE
    assert audit.verify(session).problem is None
