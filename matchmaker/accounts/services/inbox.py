"""Marking notices as read, and forgetting old ones."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice
from matchmaker.core import clock

READ_KEPT, UNREAD_KEPT = timedelta(days=180), timedelta(days=365)
"""How long a notice stays in the inbox: counted from when it was read, or from when it came."""


def mark_read(notice: Notice) -> None:
    """Note that the person has seen this line; the first time counts."""
    if notice.read_at is None:
        notice.read_at = clock.now()


def mark_all_read(session: Session, user_id: int, *, topic: str = "") -> None:
    """Empty the person's pile of unread notices, or that of one topic."""
    statement = update(Notice).where(Notice.user_id == user_id, Notice.read_at.is_(None))
    if topic:
        statement = statement.where(Notice.topic == topic)
    session.execute(statement.values(read_at=clock.now()).execution_options(synchronize_session=False))


def sweep(session: Session) -> None:
    """Forget notices whose time is over. What was told once is not told again: the outbox knows it."""
    now = clock.now()
    old = or_(
        Notice.read_at < now - READ_KEPT,
        Notice.read_at.is_(None) & (Notice.created_at < now - UNREAD_KEPT),
    )
    session.execute(delete(Notice).where(old).execution_options(synchronize_session=False))
