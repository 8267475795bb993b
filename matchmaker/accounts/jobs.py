"""Delivering notices and mail."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Notice, User, UserState
from matchmaker.accounts.services import sessions, throttles
from matchmaker.core import idempotency, mailer, outbox
from matchmaker.core.jobs import JobRegistry, JobRun

DAILY = 86_400


def deliver_notice(run: JobRun, payload: dict[str, Any], dedup_key: str) -> None:
    """Put a notice into the inbox once, and pass it on by mail where wanted."""

    def put(session: Session) -> None:
        user = session.get(User, payload["user_id"])
        known = session.scalar(select(Notice.id).where(Notice.dedup_key == dedup_key))
        if user is None or user.state == UserState.ERASED or known is not None:
            return
        content = {name: payload[name] for name in ("kind", "title", "body", "href")}
        session.add(Notice(user_id=user.id, dedup_key=dedup_key, **content))
        if user.email and user.mail_notices and user.state == UserState.ACTIVE:
            outbox.emit(session, "mail", f"{dedup_key}:mail", {"to": user.email, **content})

    run.transact(put)


def deliver_mail(run: JobRun, payload: dict[str, Any], dedup_key: str) -> None:
    """Send one mail; raises when the server does not take it."""
    href = payload.get("href") or ""
    link = f"\n\n{run.settings.base_url}{href}" if href else ""
    body = f"{payload.get('body') or payload['title']}{link}\n"
    message = mailer.compose(run.settings, payload["to"], payload["title"], body, dedup_key)
    mailer.send(run.settings, message)


def tidy(run: JobRun) -> None:
    """Forget ended sessions, old counters of failed tries and old form keys."""
    run.transact(sessions.sweep)
    run.transact(throttles.sweep)
    run.transact(idempotency.sweep)


def register(registry: JobRegistry) -> None:
    """The kinds of job this feature does."""
    registry.register("accounts.tidy", tidy, every_seconds=DAILY)
