"""What happens in scouting by itself."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.orm import Session, sessionmaker

from matchmaker.config import Settings
from matchmaker.core import clock
from matchmaker.core.jobs import JobRegistry
from matchmaker.core.worker import Worker
from matchmaker.scouting import jobs
from matchmaker.scouting.models import ConfirmationState
from tests.unit.scouting.conftest import Field


def test_questions_expire_by_themselves(field: Field, sessions: sessionmaker[Session], settings: Settings) -> None:
    row = field.asked()
    registry = JobRegistry()
    registry.register("scouting.expire_confirmations", jobs.expire_confirmations, every_seconds=3600)
    for days in (1, 15, 16):
        with clock.frozen(clock.now() + timedelta(days=days)):
            Worker(sessions, registry, settings).drain()
    field.session.refresh(row)
    assert row.state == ConfirmationState.EXPIRED
    assert len(field.told("confirmation.expired")) == 2


def test_the_application_knows_the_jobs() -> None:
    registry = JobRegistry()
    jobs.register(registry)
    assert registry.periods["scouting.expire_confirmations"] == 3600
