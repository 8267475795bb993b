"""Reading accounts, sessions and inboxes."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice, User


def unread_notices(session: Session, user_id: int) -> int:
    """How many unread lines the person's inbox has."""
    query = select(func.count()).select_from(Notice).where(Notice.user_id == user_id, Notice.read_at.is_(None))
    return session.scalar(query) or 0


def inbox(user_id: int) -> Select[Notice]:
    """The person's notices, newest first."""
    return select(Notice).where(Notice.user_id == user_id).order_by(Notice.created_at.desc(), Notice.id.desc())


def by_login(session: Session, login: str) -> User | None:
    """The account with this sign-in name (any case), or None."""
    return session.scalars(select(User).where(User.login == login.strip().lower())).one_or_none()
