"""What happens by itself each day, once however often it runs."""

from __future__ import annotations

import io
import os
import time
from datetime import timedelta
from functools import partial

from sqlalchemy.orm import Session, sessionmaker

from matchmaker.catalog import jobs, search
from matchmaker.catalog.models import Achievement, Need, RecordKind
from matchmaker.catalog.search.suggestions import suggest
from matchmaker.catalog.services import attach
from matchmaker.config import Settings
from matchmaker.core import blobs, clock
from matchmaker.core.jobs import JobRegistry
from matchmaker.core.worker import Worker
from tests.factories.catalog import make_need
from tests.factories.listed import list_achievement
from tests.factories.organizations import make_enterprise
from tests.unit.catalog.people import do, member_of, queued, told


def test_what_is_past_its_term_expires_and_what_is_long_unconfirmed_is_asked_about(
    session: Session, sessions: sessionmaker[Session], settings: Settings
) -> None:
    firm = make_enterprise(session)
    owner = member_of(session, firm)
    now = clock.now()
    past = make_need(session, organization=firm, title="甲")
    old = make_need(session, organization=firm, title="乙")
    new = make_need(session, organization=firm, title="丙")
    do(session, lambda s: setattr(s.get_one(Need, past.id), "expires_at", now - timedelta(days=1)))
    do(session, lambda s: setattr(s.get_one(Need, old.id), "confirmed_at", now - timedelta(days=200)))
    _freshen_twice(sessions, settings)
    session.expire_all()
    assert [past.state, old.state, new.state] == ["expired", "published", "published"]
    assert told(session, "need.expired") == [owner.user_id]
    assert told(session, "need.confirm") == [owner.user_id]
    assert queued(session, "record.unpublished") == [{"kind": "need", "id": past.id}]


def _freshen_twice(sessions: sessionmaker[Session], settings: Settings) -> None:
    registry = JobRegistry()
    registry.register("catalog.freshen", jobs.freshen, every_seconds=3600)
    with clock.frozen(clock.now()):
        Worker(sessions, registry, settings).drain()
    with clock.frozen(clock.now() + timedelta(hours=2)):
        Worker(sessions, registry, settings).drain()


def test_only_orphaned_files_are_swept(session: Session, sessions: sessionmaker[Session], settings: Settings) -> None:
    firm = make_enterprise(session)
    owner, need = member_of(session, firm), make_need(session, organization=firm)
    kept, orphan = (blobs.store(settings.blob_dir, io.BytesIO(b"%PDF-1.7"), "a.pdf") for _ in range(2))
    do(session, lambda s: attach(s, s.get_one(Need, need.id), actor=owner, stored=kept))
    yesterday = time.time() - blobs.ORPHAN_SECONDS - 60
    for each in (kept, orphan):
        os.utime(blobs.path_of(settings.blob_dir, each.blob), (yesterday, yesterday))
    registry = JobRegistry()
    registry.register("catalog.sweep_blobs", jobs.sweep_blobs, every_seconds=3600)
    Worker(sessions, registry, settings).drain()
    assert blobs.path_of(settings.blob_dir, kept.blob).exists()
    assert not blobs.path_of(settings.blob_dir, orphan.blob).exists()


def _index_in_bulk(session: Session, key: int) -> None:
    search.index_record(session, session.get_one(Achievement, key), suggest=False)


def test_what_came_in_bulk_is_suggested_once_the_job_has_run(
    session: Session, sessions: sessionmaker[Session], settings: Settings
) -> None:
    for _twice in range(2):
        row = list_achievement(session, title="柔性玻璃强化", keywords=[])
        do(session, partial(_index_in_bulk, key=row.id))
    assert not suggest(session, [RecordKind.ACHIEVEMENT], "rxbl")
    registry = JobRegistry()
    registry.register("catalog.keep_phrases", jobs.keep_phrases, every_seconds=3600)
    Worker(sessions, registry, settings).drain()
    found = suggest(session, [RecordKind.ACHIEVEMENT], "rxbl")
    assert found.terms
    assert len(found.titles) == 2


def test_all_but_the_phrases_run_daily() -> None:
    registry = JobRegistry()
    jobs.register(registry)
    daily = {"catalog.freshen", "catalog.sweep_blobs"}
    assert registry.periods == dict.fromkeys(daily, 86_400) | {"catalog.keep_phrases": 3600}
    assert registry.handlers.keys() == daily | {"catalog.keep_phrases", "matching.refresh_all"}
