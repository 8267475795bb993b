"""What is to be told to somebody, noted in the transaction that causes it.

A message has a channel ("notice" for the inbox, "mail") and a dedup key, so
that a repeated cause tells once. A job delivers; delivery is at least once,
except that a channel which cannot take back what it has handed over says so
beforehand (``hand_over``): when nobody knows whether that went through, the
message is given up and shown rather than sent again by itself. Nothing is
ever sent from a request.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

import structlog
from sqlalchemy import CursorResult, Index, String, Update, case, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from matchmaker.core import clock, jobs
from matchmaker.core.db import Base, Identified
from matchmaker.core.i18n import N_
from matchmaker.core.jobs import JobRun

DELIVER = "outbox.deliver"
MAXIMUM_ATTEMPTS = 8
BATCH = 50
LONGEST_PAUSE = timedelta(hours=1)
PATIENCE = timedelta(days=5)
"""How long a channel may be away until what waits for it is given up; RFC 5321 4.5.4.1 asks for 4 to 5 days."""
INTERRUPTED = N_("交给邮件服务器时中断，不知道是否已经送达。确认对方没有收到后再重发。")
log = structlog.get_logger(__name__)

Channel = Callable[[JobRun, dict[str, Any], str], None]


class Refused(Exception):
    """The receiver will never take this message: do not try again."""


class Unknown(Refused):
    """Nobody can say whether the receiver has got this message: only a person may try again."""


class ChannelAway(Exception):
    """The channel takes nothing at present; the messages behind would fare no better."""


class OutboxMessage(Identified, Base):
    """One thing to be told.

    ``sent_at`` set = delivered; ``parked`` = given up, until an administrator
    tries again or sets it aside (``dismissed_at``); ``handed_at`` set = on its
    way out of our hands.
    """

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
    handed_at: Mapped[datetime | None]
    dismissed_at: Mapped[datetime | None]

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


def hand_over(session: Session, dedup_key: str) -> None:
    """Note that the message leaves our hands now; raises Unknown when it has begun to leave before.

    Called in a transaction of its own just before the point of no return, so
    that a process killed beyond it sends nothing twice.
    """
    statement = (
        update(OutboxMessage)
        .where(OutboxMessage.dedup_key == dedup_key, OutboxMessage.handed_at.is_(None))
        .values(handed_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    if cast("CursorResult[Any]", session.execute(statement)).rowcount != 1:
        raise Unknown(INTERRUPTED)


def retry(session: Session, message_id: int | None = None) -> int:
    """Try this message, or all that were refused, again at once, with a full number of attempts; returns how many.

    One of which it is unknown whether it arrived is tried again only when it is asked for by itself.
    """
    refused = OutboxMessage.parked.is_(True) & OutboxMessage.handed_at.is_(None)
    failed = _failed(message_id) if message_id is not None else _failed().where(refused)
    handed_at = case((OutboxMessage.parked.is_(True), None), else_=OutboxMessage.handed_at)
    values = {"parked": False, "attempts": 0, "due_at": clock.now(), "handed_at": handed_at}
    count = cast("CursorResult[Any]", session.execute(failed.values(**values))).rowcount
    if count:
        jobs.enqueue(session, DELIVER, dedup_key="all")
    return count


def dismiss(session: Session, message_id: int) -> bool:
    """Set a failed message aside and forget what it said; False when there is none."""
    values = {"parked": True, "dismissed_at": clock.now(), "payload": {}}
    return cast("CursorResult[Any]", session.execute(_failed(message_id).values(**values))).rowcount == 1


def _failed(message_id: int | None = None) -> Update:
    """Those that were tried, did not get through and are not set aside."""
    statement = update(OutboxMessage).where(
        OutboxMessage.sent_at.is_(None), OutboxMessage.error != "", OutboxMessage.dismissed_at.is_(None)
    )
    if message_id is not None:
        statement = statement.where(OutboxMessage.id == message_id)
    return statement.execution_options(synchronize_session=False)


def deliverer(channels: Mapping[str, Channel]) -> jobs.Handler:
    """The job handler that hands due messages to their channels.

    A channel is called with the run, the payload and the dedup key, outside
    any transaction; it raises to be tried again later, ChannelAway to let all
    its messages wait, and Refused to have this one given up.
    """

    def handle(run: JobRun) -> None:
        while pending := run.read(_due):
            away: set[str] = set()
            for message in pending:
                if message.channel not in away and not _deliver(run, channels, message):
                    away.add(message.channel)
        run.transact(_plan_retry)

    return handle


def _due(session: Session) -> list[OutboxMessage]:
    query = select(OutboxMessage).where(
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.parked.is_(False),
        OutboxMessage.due_at <= clock.now(),
    )
    return list(session.scalars(query.order_by(OutboxMessage.id).limit(BATCH)))


def _deliver(run: JobRun, channels: Mapping[str, Channel], message: OutboxMessage) -> bool:
    """Hand one message over and note what came of it; False when its channel is away."""
    problem: Exception | None = None
    try:
        channels[message.channel](run, message.payload, message.dedup_key)
    except jobs.LeaseLost:
        raise
    except Exception as error:  # noqa: BLE001 - one message must not hold up the rest
        log.warning("outbox_failed", message=message.id, channel=message.channel, error=str(error))
        problem = error
    run.transact(lambda session: _note(session, message.id, problem))
    return not isinstance(problem, ChannelAway)


def _note(session: Session, message_id: int, problem: Exception | None) -> None:
    row = session.get_one(OutboxMessage, message_id)
    row.attempts += 1
    if problem is None:
        row.sent_at, row.error = clock.now(), ""
        row.payload = {}  # mails carry links that let people in; once sent they are nobody's
        return
    row.error = _words(problem)
    row.due_at = clock.now() + min(timedelta(seconds=30 * 2**row.attempts), LONGEST_PAUSE)
    if isinstance(problem, ChannelAway):
        row.parked = row.created_at < clock.now() - PATIENCE
        _let_wait(session, row.channel, row.due_at)
    else:
        row.parked = isinstance(problem, Refused) or row.attempts >= MAXIMUM_ATTEMPTS
    if not isinstance(problem, Unknown):
        row.handed_at = None


def _words(problem: Exception) -> str:
    is_ours = isinstance(problem, Refused | ChannelAway)
    return (str(problem) if is_ours else f"{type(problem).__name__}: {problem}")[:500]


def _let_wait(session: Session, channel: str, until: datetime) -> None:
    """Try nothing of ``channel`` before ``until``; it is not held against the messages."""
    waiting = update(OutboxMessage).where(
        OutboxMessage.channel == channel,
        OutboxMessage.sent_at.is_(None),
        OutboxMessage.parked.is_(False),
        OutboxMessage.due_at < until,
    )
    session.execute(waiting.values(due_at=until).execution_options(synchronize_session=False))


def _plan_retry(session: Session) -> None:
    query = select(OutboxMessage.due_at).where(OutboxMessage.sent_at.is_(None), OutboxMessage.parked.is_(False))
    earliest = session.scalar(query.order_by(OutboxMessage.due_at).limit(1))
    if earliest is not None:
        jobs.enqueue(session, DELIVER, dedup_key="all", run_at=earliest)
