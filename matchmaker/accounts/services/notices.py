"""Telling people: noted in the outbox, delivered to inbox and mail by the worker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy.orm import Session

from matchmaker.core import outbox


@dataclass(frozen=True, slots=True)
class Message:
    """What is to be told. ``kind`` names the cause ("deal.introduced"), ``href`` is a path."""

    kind: str
    title: str
    body: str = ""
    href: str = ""


def notify(session: Session, users: Iterable[int], message: Message, *, dedup_key: str) -> None:
    """Tell each of ``users`` in the app, and by mail if they take mail."""
    for user_id in sorted(set(users)):
        payload = {"user_id": user_id, **asdict(message)}
        outbox.emit(session, "notice", f"{dedup_key}:u{user_id}", payload)


def send_mail(session: Session, to: str, message: Message, *, dedup_key: str) -> None:
    """Mail somebody who has no account."""
    outbox.emit(session, "mail", f"{dedup_key}:m:{to}", {"to": to, **asdict(message)})
