"""Marking notices as read."""

from __future__ import annotations

from sqlalchemy import update
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice
from matchmaker.core import clock


def mark_read(notice: Notice) -> None:
    """Note that the person has seen this line; the first time counts."""
    if notice.read_at is None:
        notice.read_at = clock.now()


def mark_all_read(session: Session, user_id: int) -> None:
    """Empty the person's pile of unread notices."""
    statement = update(Notice).where(Notice.user_id == user_id, Notice.read_at.is_(None))
    session.execute(statement.values(read_at=clock.now()).execution_options(synchronize_session=False))
