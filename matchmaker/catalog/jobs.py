"""Freshness and orphaned files once a day."""

from __future__ import annotations

from functools import partial

from sqlalchemy.orm import Session

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.queries import due_for_confirmation, get_record, known_blobs, past_term
from matchmaker.catalog.services import freshen_record
from matchmaker.core import blobs
from matchmaker.core.authz import system_actor
from matchmaker.core.jobs import JobRegistry, JobRun

DAILY = 86_400
SYSTEM = system_actor("freshness")


def freshen(run: JobRun) -> None:
    """Remind owners of what they have not confirmed for long; expire what is past its term."""
    for kind in RecordKind:
        for key in run.read(partial(past_term, kind=kind)):
            run.transact(partial(_expire, kind=kind, key=key))
        for key in run.read(partial(due_for_confirmation, kind=kind)):
            run.transact(partial(_remind, kind=kind, key=key))


def _expire(session: Session, kind: RecordKind, key: int) -> None:
    if past_term(session, kind, only=key):
        freshen_record.expire(session, get_record(session, kind, key), actor=SYSTEM)


def _remind(session: Session, kind: RecordKind, key: int) -> None:
    freshen_record.remind(session, get_record(session, kind, key))


def sweep_blobs(run: JobRun) -> None:
    """Remove files that nothing has spoken of for a day."""
    blobs.sweep(run.settings.blob_dir, run.read(known_blobs))


def register(registry: JobRegistry) -> None:
    """The kinds of job this feature does."""
    registry.register("catalog.freshen", freshen, every_seconds=DAILY)
    registry.register("catalog.sweep_blobs", sweep_blobs, every_seconds=DAILY)
