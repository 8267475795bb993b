"""Server-side sessions: opened at sign-in, closed at sign-out and on changed rights."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from matchmaker.accounts.models import UserSession
from matchmaker.accounts.tokens import new_token, token_hash
from matchmaker.core import clock

LIFETIME = timedelta(hours=12)


def open_session(session: Session, user_id: int, *, address: str = "", agent: str = "") -> str:
    """Begin a session for ``user_id``; returns the token, which is not stored."""
    token = new_token()
    session.add(
        UserSession(
            token_hash=token_hash(token),
            user_id=user_id,
            expires_at=clock.now() + LIFETIME,
            address=address[:45],
            agent=agent[:120],
        )
    )
    return token


def close_session(session: Session, session_id: int) -> None:
    """End one session."""
    session.execute(delete(UserSession).where(UserSession.id == session_id))


def close_all(session: Session, user_id: int, *, but: int | None = None) -> None:
    """End every session of a person, except ``but``: after a change of password or rights."""
    statement = delete(UserSession).where(UserSession.user_id == user_id)
    session.execute(statement if but is None else statement.where(UserSession.id != but))


def sweep(session: Session) -> None:
    """Forget sessions that have run out."""
    session.execute(delete(UserSession).where(UserSession.expires_at < clock.now()))
