"""What happens by itself, as the worker does it."""

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.config import Settings
from matchmaker.core import clock, jobs
from matchmaker.core.jobs import Job, JobRegistry, JobStatus
from matchmaker.core.unit_of_work import transact
from matchmaker.core.worker import Worker
from matchmaker.deals.jobs import register
from matchmaker.deals.models import DealLog
from tests.unit.deals.conftest import Stage


def drained(sessions: sessionmaker[Session], settings: Settings) -> int:
    registry = JobRegistry()
    register(registry)
    registry.register("outbox.deliver", lambda _run: None)
    return Worker(sessions, registry, settings).drain()


def test_the_clock_reminds_each_silent_side_once(
    stage: Stage, sessions: sessionmaker[Session], settings: Settings
) -> None:
    deal = stage.open()
    assert deal.reply_due_at is not None
    with clock.frozen(deal.reply_due_at):
        for _time in range(2):
            transact(stage.session, lambda inner: jobs.enqueue(inner, "deals.silence"))
            drained(sessions, settings)
    rows = stage.session.scalars(select(DealLog)).all()
    assert sorted((row.kind, str(row.side)) for row in rows) == [("reminder", "achievement"), ("reminder", "need")]


def test_every_event_of_a_deal_has_somebody_who_handles_it(
    stage: Stage, sessions: sessionmaker[Session], settings: Settings
) -> None:
    stage.introduced()
    payload = {"kind": "need", "id": stage.need.id}
    transact(stage.session, lambda inner: jobs.enqueue(inner, "record.unpublished", payload))
    drained(sessions, settings)
    left = stage.session.scalars(select(Job.kind).where(Job.status != JobStatus.DONE)).all()
    assert left == []
