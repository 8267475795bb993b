"""Sign-ins and refusals: append-only, outside the chain, bounded per address."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Index, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.db import Base, Identified

PER_ADDRESS = 200
WINDOW = timedelta(hours=1)


class SecurityEvent(Identified, Base):
    """Something a security administrator may want to see; never changed."""

    __tablename__ = "security_event"

    at: Mapped[datetime] = mapped_column(default=clock.now)
    kind: Mapped[str] = mapped_column(String(32))
    user_id: Mapped[int | None]
    address: Mapped[str] = mapped_column(String(45))
    detail: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (Index(None, "address", "at"), Index(None, "at"))


def note(session: Session, kind: str, actor: Actor, address: str, detail: str = "") -> None:
    """Add an event, unless this address has filled its hour already."""
    address = address[:45]
    recent = (
        select(func.count())
        .select_from(SecurityEvent)
        .where(SecurityEvent.address == address, SecurityEvent.at > clock.now() - WINDOW)
    )
    if (session.scalar(recent) or 0) < PER_ADDRESS:
        session.add(SecurityEvent(kind=kind, user_id=actor.user_id, address=address, detail=detail[:200]))
