"""Freshness and orphaned files once a day; phrases and what is new in saved searches each hour."""

from __future__ import annotations

from functools import partial

from sqlalchemy.orm import Session

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.queries import due_for_confirmation, get_record, known_blobs, past_term
from matchmaker.catalog.search import phrases
from matchmaker.catalog.services import freshen_record
from matchmaker.catalog.services.tell_searches import SynonymsOf, tell_searches
from matchmaker.core import blobs
from matchmaker.core.authz import system_actor
from matchmaker.core.jobs import JobRegistry, JobRun

HOURLY = 3600
DAILY = 24 * HOURLY
PHRASE_BATCH = 100
COUNT_BATCH = 500
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


def keep_phrases(run: JobRun) -> None:
    """Let be suggested what was published in bulk, and count how often each phrase is used."""
    for kind in RecordKind:
        ids = run.read(partial(phrases.without_phrases, kind=kind))
        for start in range(0, len(ids), PHRASE_BATCH):
            run.transact(partial(phrases.add_phrases, kind=kind, ids=ids[start : start + PHRASE_BATCH]))
    counted = run.read(phrases.miscounted)
    for start in range(0, len(counted), COUNT_BATCH):
        run.transact(partial(phrases.recount, counted=counted[start : start + COUNT_BATCH]))


def register_digests(registry: JobRegistry, synonyms: SynonymsOf) -> None:
    """The telling of what is new in saved searches, which looks for words of the same meaning too."""
    registry.register("catalog.tell_searches", partial(tell_searches, synonyms=synonyms), every_seconds=HOURLY)


def register(registry: JobRegistry) -> None:
    """The kinds of job this feature does."""
    registry.register("catalog.freshen", freshen, every_seconds=DAILY)
    registry.register("catalog.sweep_blobs", sweep_blobs, every_seconds=DAILY)
    registry.register("catalog.keep_phrases", keep_phrases, every_seconds=HOURLY)
    registry.register("matching.refresh_all", keep_phrases)  # asked for after an import
