"""From inbox to mailbox: each unread notice once, when its reader wants it.

What is due is decided from the choice as it stands at that moment, and marked
in the transaction that puts the mail into the outbox: whatever dies in
between, no notice is mailed twice. What was read meanwhile is not mailed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from matchmaker.accounts.mail_times import due_at
from matchmaker.accounts.models import Notice, User, UserState
from matchmaker.accounts.queries import mail_preference
from matchmaker.accounts.topics import MailMode, Topic, topic_of
from matchmaker.core import clock, jobs, outbox
from matchmaker.core.i18n import N_

PASS_ON = "accounts.pass_on"  # noqa: S105 - a kind of job
DIGEST = "digest"
LISTED = 100
"""How many notices a digest lists by name; the rest are counted."""


def deliver(session: Session, user: User, message: Mapping[str, Any], dedup_key: str) -> None:
    """Put a notice into the inbox and mail it if it is due; a known ``dedup_key`` is left alone."""
    if session.scalar(select(Notice.id).where(Notice.dedup_key == dedup_key)) is not None:
        return
    content = {name: message[name] for name in ("kind", "title", "body", "href")}
    topic = topic_of(message["kind"])
    session.add(Notice(user_id=user.id, dedup_key=dedup_key, topic=topic, mail_waits=True, **content))
    session.flush()
    pass_on(session, user.id)


def pass_on(session: Session, user_id: int) -> None:
    """Mail what is due to the person, and plan for what is due later."""
    waiting = _waiting(session, user_id)
    user = session.get(User, user_id)
    if user is None or not user.email or user.state != UserState.ACTIVE:
        _mark(session, waiting)
        return
    preference, now = mail_preference(session, user_id), clock.now()
    single, listed, later = list[Notice](), list[Notice](), list[datetime]()
    for notice in waiting:
        topic = Topic(notice.topic)
        due = due_at(preference, topic, notice.created_at)
        if due is None:
            _mark(session, [notice])
        elif due > now:
            later.append(due)
        else:
            (single if preference.mode(topic) is MailMode.AT_ONCE else listed).append(notice)
    for notice in single:
        _emit(session, user, f"notice:{notice.id}:mail", [notice])
    if listed:
        _emit(session, user, f"{DIGEST}:{user_id}:{listed[-1].id}", listed)
    _mark(session, [*single, *listed])
    if later:
        jobs.enqueue(session, PASS_ON, {"user_id": user_id}, dedup_key=f"user:{user_id}", run_at=min(later))


def _waiting(session: Session, user_id: int) -> Sequence[Notice]:
    """Unread and not mailed yet, locked so that of two workers one alone mails them."""
    query = select(Notice).where(Notice.user_id == user_id, Notice.read_at.is_(None), Notice.mail_waits.is_(True))
    return session.scalars(query.order_by(Notice.id).with_for_update()).all()


def _mark(session: Session, notices: Sequence[Notice]) -> None:
    if notices:
        statement = update(Notice).where(Notice.id.in_([each.id for each in notices])).values(mail_waits=False)
        session.execute(statement.execution_options(synchronize_session=False))


def _emit(session: Session, user: User, key: str, notices: Sequence[Notice]) -> None:
    """One notice as itself, several (or one of a digest) as a list."""
    payload: dict[str, Any] = {"to": user.email, "user_id": user.id}
    first = notices[0]
    if key.startswith(f"{DIGEST}:"):
        title = N_("消息汇总：%(n)d 条未读") % {"n": len(notices)}
        items = [
            {"topic": each.topic, "title": each.title, "href": each.href, "at": each.created_at.isoformat()}
            for each in notices[:LISTED]
        ]
        more = max(0, len(notices) - LISTED)
        payload |= {"kind": DIGEST, "title": title, "body": "", "href": "/notices", "items": items, "more": more}
    else:
        payload |= {"kind": first.kind, "title": first.title, "body": first.body, "href": first.href}
    outbox.emit(session, "mail", key, payload)
