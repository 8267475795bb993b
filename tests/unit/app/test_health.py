"""A watcher learns whether the site can serve, and what is wrong when it cannot."""

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from matchmaker.app import health
from matchmaker.core import clock, jobs
from matchmaker.core.unit_of_work import transact


def _ask(app: Flask, address: str = "/readyz") -> tuple[int, dict[str, str]]:
    response = app.test_client().get(address)
    return response.status_code, response.get_json()


def test_an_installation_in_order_is_ready(app: Flask) -> None:
    assert _ask(app) == (200, {"status": "ready", "disk": "ok", "database": "ok", "worker": "ok"})


def test_work_that_waits_too_long_shows_that_no_worker_runs(app: Flask, session: Session) -> None:
    long_ago = clock.now() - health.LONGEST_LAG - timedelta(seconds=1)
    transact(session, lambda inner: jobs.enqueue(inner, "test", run_at=long_ago))
    status, body = _ask(app)
    assert (status, body["worker"], body["status"]) == (503, "behind", "not_ready")


def test_a_schedule_nobody_starts_shows_it_too(app: Flask, engine: Engine, session: Session) -> None:
    transact(session, lambda inner: jobs.ensure_schedules(inner, {"test": 60}))
    with engine.begin() as connection:
        connection.execute(text("UPDATE job_schedule SET next_run_at = '2020-01-01 00:00:00+00:00'"))
    assert _ask(app)[1]["worker"] == "behind"


def test_work_for_tomorrow_is_no_lag(app: Flask, session: Session) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    transact(session, lambda inner: jobs.enqueue(inner, "test", run_at=tomorrow))
    assert _ask(app)[0] == 200


def test_a_database_that_is_away_is_told_and_the_process_still_answers(app: Flask, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE job"))
    status, body = _ask(app)
    assert (status, body["database"]) == (503, "unavailable")
    assert _ask(app, "/healthz") == (200, {"status": "alive"})


def test_a_full_disk_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert health.disk_fault(tmp_path) is None
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", 2**62)
    assert health.disk_fault(tmp_path) == "full"
    assert health.disk_fault(tmp_path / "missing") == "not writable"
