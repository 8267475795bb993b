"""Delivering notices and mail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.accounts import letters
from matchmaker.accounts.models import User, UserState
from matchmaker.accounts.queries import mail_preference
from matchmaker.accounts.services import inbox, mailing, sessions, throttles
from matchmaker.accounts.topics import MailMode
from matchmaker.core import idempotency, mailer, outbox
from matchmaker.core.jobs import JobRegistry, JobRun
from matchmaker.core.outbox import Channel

DAILY = 86_400
SiteWords = Callable[[Session], Mapping[str, str]]


def deliver_notice(run: JobRun, payload: dict[str, Any], dedup_key: str) -> None:
    """Put a notice into the inbox once, and pass it on by mail where and when wanted."""

    def put(session: Session) -> None:
        user = session.get(User, payload["user_id"])
        if user is not None and user.state != UserState.ERASED:
            mailing.deliver(session, user, payload, dedup_key)

    run.transact(put)


def mail_channel(site: SiteWords) -> Channel:
    """The channel that mails; ``site`` tells the name of the site (``site_name``)."""

    def deliver_mail(run: JobRun, payload: dict[str, Any], dedup_key: str) -> None:
        """Send one mail, unless its reader has called it off meanwhile; raises as ``mailer.send``."""
        if run.read(lambda session: _is_called_off(session, payload)):
            return
        letter = letters.write(run.settings, run.read(site)["site_name"], payload)
        message = mailer.compose(run.settings, letter, dedup_key)
        mailer.send(run.settings, message, lambda: run.transact(lambda inner: outbox.hand_over(inner, dedup_key)))

    return deliver_mail


def pass_on(run: JobRun) -> None:
    """Mail a person the notices that have become due."""
    run.transact(lambda session: mailing.pass_on(session, run.payload["user_id"]))


def tidy(run: JobRun) -> None:
    """Forget ended sessions, old counters of failed tries, old form keys and old notices."""
    run.transact(sessions.sweep)
    run.transact(throttles.sweep)
    run.transact(idempotency.sweep)
    run.transact(inbox.sweep)


def register(registry: JobRegistry) -> None:
    """The kinds of job this feature does."""
    registry.register("accounts.tidy", tidy, every_seconds=DAILY)
    registry.register(mailing.PASS_ON, pass_on)


def _is_called_off(session: Session, payload: Mapping[str, Any]) -> bool:
    topics = letters.topics_of(payload)
    if not topics:
        return False
    preference = mail_preference(session, payload["user_id"])
    return all(preference.mode(topic) is MailMode.NONE for topic in topics)
