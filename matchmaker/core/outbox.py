"""What is to be told to somebody, noted in the transaction that causes it.

A message has a channel ("notice" for the inbox, "mail") and a dedup key, so
that a repeated cause tells once. A job delivers; delivery is at least once.
Nothing is ever sent from a request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy import Index, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from matchmaker.core import clock, jobs
from matchmaker.core.db import Base, Identified
from matchmaker.core.jobs import JobRun

DELIVER = "outbox.deliver"
MAXIMUM_ATTEMPTS = 8
BATCH = 50
log = structlog.get_logger(__name__)

Channel = Callable[[JobRun, dict[str, Any], str], None]


class OutboxMessage(Identified, Base):
    """One thing to be told. ``sent_at`` set = delivered; ``parked`` = given up."""

    __tablename__ = "outbox_message"

    channel: Mapped[str] = mapped_column(String(16))
    dedup_key: Mapped[str] = mapped_column(String(160), unique=True)
    payload: Mapped[dict[str, Any]]
    due_at: Mapped[datetime] = mapped_column(default=clock.now)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    parked: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str] = mapped_column(String(500), default="")

    __table_args__ = (Index(None, "sent_at", "parked", "due_at"),)


def emit(session: Session, channel: str, dedup_key: str, payload: Mapping[str, Any]) -> None:
    """Note a message in the caller's transaction; a known dedup key is left alone."""
    known = select(OutboxMessage.id).where(OutboxMessage.dedup_key == dedup_key)
    if session.scalar(known) is not None:
        return
    try:
        with session.begin_nested():
            session.add(OutboxMessage(channel=channel, dedup_key=dedup_key, payload=dict(payload)))
            session.flush()
    except IntegrityError:
        return  # the same was noted at the same moment
    jobs.enqueue(session, DELIVER, dedup_key="all")


def deliverer(channels: Mapping[str, Channel]) -> jobs.Handler:
    """The job handler that hands due messages to their channels.

    A channel is called with the run, the payload and the dedup key, outside
    any transaction; it raises to be tried again later.
    """

    def handle(run: JobRun) -> None:
        while pending := run.read(_due):
            for message in pending:
                _deliver(run, channels, message)
        run.transact(_plan_retry)

    return handle


def _due(session: Session) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.parked.is_(False),
        OutboxMessage.due_at <= clock.now(),
    )
    return list(session.scalars(query.order_by(OutboxMessage.id).limit(BATCH)))


def _deliver(run: JobRun, channels: Mapping[str, Channel], message: OutboxMessage) -> None:
    problem = ""
    try:
        channels[message.channel](run, message.payload, message.dedup_key)
    except jobs.LeaseLost:
        raise
    except Exception as error:  # noqa: BLE001 - one message must not hold up the rest
        log.warning("outbox_failed", message=message.id, channel=message.channel, error=str(error))
        problem = f"{type(error).__name__}: {error}"[:500]

    def note(session: Session) -> None:
        row = session.get_one(OutboxMessage, message.id)
        row.attempts += 1
        row.error = problem
        if not problem:
            row.sent_at = clock.now()
            row.payload = {}  # mails carry links that let people in; once sent they are nobody's
        else:
            row.parked = row.attempts >= MAXIMUM_ATTEMPTS
            row.due_at = clock.now() + timedelta(seconds=30 * 2**row.attempts)

    run.transact(note)


def _plan_retry(session: Session) -> None:
    query = select(OutboxMessage.due_at).where(OutboxMessage.sent_at.is_(None), OutboxMessage.parked.is_(False))
    earliest = session.scalar(query.order_by(OutboxMessage.due_at).limit(1))
    if earliest is not None:
        jobs.enqueue(session, DELIVER, dedup_key="all", run_at=earliest)
