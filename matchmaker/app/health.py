"""What a watcher asks: does the process answer, and can it serve?

``/healthz`` touches nothing. ``/readyz`` asks the database, looks at the disk and at how long due
work has been waiting; 503 when one of them is wrong. Neither says anything about the content.
"""

from __future__ import annotations

import os
import shutil
from datetime import datetime, timedelta
from http import HTTPStatus
from pathlib import Path

import structlog
from flask import Blueprint, Response, jsonify
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.jobs import Job, JobSchedule, JobStatus
from matchmaker.web.extensions import db
from matchmaker.web.policy import public, require

LEAST_FREE_BYTES = 200 * 1024 * 1024
LONGEST_LAG = timedelta(minutes=5)
RETRY_AFTER_SECONDS = 5
log = structlog.get_logger(__name__)


def make_blueprint(settings: Settings) -> Blueprint:
    """The two addresses for an installation with ``settings``."""
    blueprint = Blueprint("health", __name__)

    @blueprint.route("/healthz")
    @require(GET=public())
    def healthz() -> Response:
        return jsonify(status="alive")

    @blueprint.route("/readyz")
    @require(GET=public())
    def readyz() -> Response:
        return _answer({"disk": disk_fault(settings.data_dir), **database_faults(db.session)})

    return blueprint


def _answer(faults: dict[str, str | None]) -> Response:
    ready = not any(faults.values())
    response = jsonify(
        status="ready" if ready else "not_ready", **{name: fault or "ok" for name, fault in faults.items()}
    )
    if not ready:
        log.warning("not_ready", **faults)
        response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        response.headers["X-Error-Code"] = "not_ready"
    return response


def disk_fault(folder: Path) -> str | None:
    """Why nothing can be kept in ``folder``, or None."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return "not writable"
    return "full" if shutil.disk_usage(folder).free < LEAST_FREE_BYTES else None


def database_faults(session: Session) -> dict[str, str | None]:
    """What is wrong with the database and with the workers, whose work lies in it."""
    try:
        waiting = waiting_since(session)
    except DBAPIError as error:
        log.warning("database_unavailable", error=str(error.orig))
        return {"database": "unavailable", "worker": "unknown"}
    late = waiting is not None and clock.now() - waiting > LONGEST_LAG
    return {"database": None, "worker": "behind" if late else None}


def waiting_since(session: Session) -> datetime | None:
    """Since when the oldest due job or schedule has been waiting; None when nothing is due."""
    moment = clock.now()
    queued = select(func.min(Job.run_at)).where(Job.status == JobStatus.QUEUED, Job.run_at <= moment)
    planned = select(func.min(JobSchedule.next_run_at)).where(JobSchedule.next_run_at <= moment)
    return min(filter(None, (session.scalar(queued), session.scalar(planned))), default=None)
