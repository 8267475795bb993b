"""Lists for administrators."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import Session, joinedload

from matchmaker.accounts.models import User
from matchmaker.core import clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.jobs import Job, JobStatus
from matchmaker.core.outbox import OutboxMessage
from matchmaker.core.security_events import SecurityEvent
from matchmaker.organizations.models import RoleGrant


@dataclass(frozen=True, slots=True)
class TraceFilter:
    """What part of the audit trail to show; None or empty means all. Days are Chinese ones, both included."""

    subject_kind: str = ""
    subject_id: str = ""
    action: str = ""
    who: str = ""
    first: date | None = None
    last: date | None = None


def people(text: str = "", state: str = "", role: str = "") -> Select[User]:
    """Accounts by name, the newest first where names are alike."""
    query = select(User)
    if text:
        query = query.where(
            or_(
                User.login.contains(text.lower(), autoescape=True),
                User.name.contains(text, autoescape=True),
                User.email.contains(text.lower(), autoescape=True),
            )
        )
    if state:
        query = query.where(User.state == state)
    if role:
        query = query.where(User.id.in_(select(RoleGrant.user_id).where(RoleGrant.role == role)))
    return query.order_by(User.id.desc())


def grants_of(session: Session, user_ids: Iterable[int]) -> dict[int, list[RoleGrant]]:
    """The roles of several people, with organisation, in one statement."""
    query = (
        select(RoleGrant)
        .options(joinedload(RoleGrant.organization), joinedload(RoleGrant.region))
        .where(RoleGrant.user_id.in_(list(user_ids)))
        .order_by(RoleGrant.id)
    )
    found: dict[int, list[RoleGrant]] = {}
    for entry in session.scalars(query):
        found.setdefault(entry.user_id, []).append(entry)
    return found


def names_of(session: Session, user_ids: Iterable[int | None]) -> dict[int, str]:
    """Names by account id; one statement."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    rows = session.execute(select(User.id, User.name, User.login).where(User.id.in_(wanted)))
    return {row.id: f"{row.name}（{row.login}）" for row in rows}


def trace(narrowed: TraceFilter) -> Select[AuditEntry]:
    """Audit entries, newest first."""
    query = select(AuditEntry)
    if narrowed.subject_kind:
        query = query.where(AuditEntry.subject_kind == narrowed.subject_kind)
    if narrowed.subject_id:
        query = query.where(AuditEntry.subject_id == narrowed.subject_id)
    if narrowed.action:
        query = query.where(AuditEntry.action == narrowed.action)
    if narrowed.who:
        people = select(User.id).where(or_(User.login == narrowed.who.lower(), User.name == narrowed.who))
        query = query.where(or_(AuditEntry.actor_id.in_(people), AuditEntry.actor_name == narrowed.who))
    if narrowed.first:
        query = query.where(AuditEntry.at >= clock.start_of_day(narrowed.first))
    if narrowed.last:
        query = query.where(AuditEntry.at < clock.end_of_day(narrowed.last))
    return query.order_by(AuditEntry.seq.desc())


def security_log(kind: str = "", address: str = "", user_id: int | None = None) -> Select[SecurityEvent]:
    """Sign-ins and refusals, newest first."""
    query = select(SecurityEvent)
    if kind:
        query = query.where(SecurityEvent.kind == kind)
    if address:
        query = query.where(SecurityEvent.address == address)
    if user_id is not None:
        query = query.where(SecurityEvent.user_id == user_id)
    return query.order_by(SecurityEvent.at.desc(), SecurityEvent.id.desc())


def background_jobs(status: str = "", kind: str = "") -> Select[Job]:
    """Jobs: those that stopped first, then what runs and waits, the newest of each first."""
    order = {JobStatus.PARKED: 0, JobStatus.RUNNING: 1, JobStatus.QUEUED: 2}
    query = select(Job)
    if status:
        query = query.where(Job.status == status)
    if kind:
        query = query.where(Job.kind == kind)
    return query.order_by(case(order, value=Job.status, else_=3), Job.id.desc())


def job_counts(session: Session) -> dict[str, int]:
    """How many jobs there are in each status."""
    rows = session.execute(select(Job.status, func.count()).group_by(Job.status)).all()
    return {row[0]: row[1] for row in rows}


def undelivered() -> Select[OutboxMessage]:
    """Messages given up, and those that have failed and wait for another try, the newest first."""
    tried = OutboxMessage.sent_at.is_(None) & (OutboxMessage.error != "")
    query = select(OutboxMessage).where(
        or_(OutboxMessage.parked.is_(True), tried), OutboxMessage.dismissed_at.is_(None)
    )
    return query.order_by(OutboxMessage.parked.desc(), OutboxMessage.id.desc())


def undelivered_counts(session: Session) -> tuple[int, int]:
    """How many messages were given up, and how many wait for another try. One statement."""
    rows = undelivered().order_by(None).subquery()
    query = select(func.count().filter(rows.c.parked), func.count().filter(~rows.c.parked)).select_from(rows)
    given_up, waiting = session.execute(query).one()
    return given_up, waiting
