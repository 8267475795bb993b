"""Files lie ready before anybody asks."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.jobs import JobRegistry
from matchmaker.core.worker import Worker
from matchmaker.statistics.open_data.datasets import DATASETS
from matchmaker.statistics.open_data.jobs import register
from tests.factories.catalog import make_need


def test_files_are_written_by_themselves(session: Session, sessions: sessionmaker[Session], settings: Settings) -> None:
    make_need(session)
    session.rollback()
    registry = JobRegistry()
    register(registry)
    with clock.frozen(clock.now()):
        Worker(sessions, registry, settings).drain()
    with clock.frozen(clock.now() + timedelta(hours=2)):
        Worker(sessions, registry, settings).drain()
    names = {path.name.rsplit("-", 1)[0] for path in settings.open_data_dir.glob("*.csv")}
    assert names == set(DATASETS)
