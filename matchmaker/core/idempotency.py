"""One effect per form, however often it is sent.

Every form carries a key that the server issued. The key, an HMAC digest of
the body and the answer's status and location are stored in the transaction
that holds the effect. The same key and body get the same answer; another body
is refused. Only successes are stored.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, UniqueConstraint, delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from matchmaker.core import clock
from matchmaker.core.db import Base, Identified
from matchmaker.core.errors import KeyReused

KEPT_FOR = timedelta(days=2)
UNSIGNED_FIELDS = frozenset({"csrf_token", "idempotency_key"})


class IdempotencyKey(Identified, Base):
    """A form that took effect. ``owner`` is ``user:<id>`` or ``anon:<hash>``."""

    __tablename__ = "idempotency_key"

    owner: Mapped[str] = mapped_column(String(80))
    key: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    location: Mapped[str] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)

    __table_args__ = (UniqueConstraint("owner", "key"),)


@dataclass(frozen=True, slots=True)
class Stored:
    """The answer given when the form took effect."""

    status: int
    location: str


def new_key() -> str:
    """A fresh key for a form."""
    return secrets.token_urlsafe(24)


def digest(secret: str, path: str, fields: Iterable[tuple[str, str]]) -> str:
    """HMAC-SHA256 over path and fields, without token and key; order matters not."""
    body = sorted((name, value) for name, value in fields if name not in UNSIGNED_FIELDS)
    message = repr((path, body)).encode()
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()


def find(session: Session, owner: str, key: str, body_digest: str) -> Stored | None:
    """The stored answer for this form, None when new; KeyReused for another body."""
    query = select(IdempotencyKey).where(IdempotencyKey.owner == owner, IdempotencyKey.key == key)
    row = session.scalars(query).one_or_none()
    if row is None:
        return None
    if not hmac.compare_digest(row.digest, body_digest):
        raise KeyReused
    return Stored(row.status, row.location)


def claim(session: Session, owner: str, key: str, body_digest: str) -> Stored | IdempotencyKey:
    """Take the key for this transaction, or return the answer already given.

    A second request with the same key waits here on the unique constraint
    until the first has committed or rolled back.
    """
    stored = find(session, owner, key, body_digest)
    if stored is not None:
        return stored
    row = IdempotencyKey(owner=owner, key=key, digest=body_digest, status=0, location="")
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        stored = find(session, owner, key, body_digest)
        if stored is None:
            raise
        return stored
    return row


def sweep(session: Session) -> None:
    """Forget keys older than two days."""
    session.execute(delete(IdempotencyKey).where(IdempotencyKey.created_at < clock.now() - KEPT_FOR))
