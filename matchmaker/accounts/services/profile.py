"""What people may do with their own data: correct it, take it along, have it erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import MailPreference, Notice, PasswordReset, User, UserSession
from matchmaker.accounts.queries import mail_preference
from matchmaker.accounts.services import sessions
from matchmaker.accounts.services.create_user import UNUSABLE
from matchmaker.accounts.services.notices import Message, send_mail
from matchmaker.accounts.topics import CHOSEN
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.core import audit, clock
from matchmaker.core.audit import AuditEntry
from matchmaker.core.authz import Actor, Role
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.security_events import SecurityEvent
from matchmaker.core.workflow import check_version

ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
ERASED_NAME = N_("已注销用户")
EXPORTED = 1000


def update_profile(
    session: Session,
    user: User,
    *,
    name: str,
    email: str,
    phone: str,
    actor: Actor,
    version: int | None = None,
) -> None:
    """Correct one's own particulars; a change of address is told to the old one."""
    check_version(user, version)
    old, new = user.email, email.strip() or None
    changed = [
        field
        for field, before, after in (
            ("name", user.name, name),
            ("email", old, new),
            ("phone", user.phone or "", phone),
        )
        if before != after
    ]
    user.name, user.email, user.phone = name, new, phone or None
    session.flush()
    audit.record(session, actor, "account.changed", "account", user.id, fields=changed)
    if old and old != new:
        message = Message(
            kind="account.email",
            title=N_("您的账号已改用另一个邮箱"),
            body=N_("如果不是您本人操作，请立即联系平台管理员。"),
        )
        send_mail(session, old, message, dedup_key=f"email:{user.id}:{user.version}")


def own_data(session: Session, user: User, actor: Actor) -> dict[str, Any]:
    """Everything kept about the person under their account, as plain values for JSON.

    The newest 1,000 of each kind; actions are those of the audit trail.
    """
    return {
        "account": _columns(
            user,
            ("login", "name", "email", "phone", "consent_version", "consented_at", "created_at"),
        ),
        "mail": _columns(
            mail_preference(session, user.id), (*CHOSEN, "quiet_from", "quiet_until", "working_days_only")
        ),
        "roles": sorted(actor.roles),
        "organization": actor.organization_name,
        "regions": sorted(actor.region_codes),
        "notices": _rows(session, Notice, Notice.user_id == user.id, ("created_at", "title", "body", "read_at")),
        "sessions": _rows(
            session, UserSession, UserSession.user_id == user.id, ("created_at", "seen_at", "address", "agent")
        ),
        "sign_ins": _rows(session, SecurityEvent, SecurityEvent.user_id == user.id, ("at", "kind", "address")),
        "actions": _actions(session, user.id),
    }


def erase(session: Session, user: User, *, actor: Actor) -> None:
    """Make the person unrecognisable for good: name, sign-in name, phone, address, inbox, sessions.

    What they did stays, under a number. Raises Invalid for administrators,
    whose roles another administrator must take first.
    """
    if actor.has(*ADMINISTRATORS):
        raise Invalid(N_("管理员账号不能自行注销，请先由另一位管理员收回管理员角色。"))
    values = {
        "login": f"erased-{user.id}",
        "name": ERASED_NAME,
        "email": None,
        "phone": None,
        "password_hash": UNUSABLE,
    }
    ACCOUNT.apply(session, user, "erase", actor=actor, values=values)
    session.execute(delete(Notice).where(Notice.user_id == user.id))
    session.execute(delete(MailPreference).where(MailPreference.user_id == user.id))
    session.execute(delete(PasswordReset).where(PasswordReset.user_id == user.id))
    sessions.close_all(session, user.id)


def _columns(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.astimezone(clock.CHINA).isoformat() if hasattr(value, "astimezone") else value


def _rows(session: Session, model: Any, condition: Any, names: tuple[str, ...]) -> list[dict[str, Any]]:
    query = select(model).where(condition).order_by(model.id.desc()).limit(EXPORTED)
    return [_columns(row, names) for row in session.scalars(query)]


def _actions(session: Session, user_id: int) -> list[dict[str, Any]]:
    query = select(AuditEntry).where(AuditEntry.actor_kind == "user", AuditEntry.actor_id == user_id)
    rows = session.scalars(query.order_by(AuditEntry.seq.desc()).limit(EXPORTED))
    return [_columns(row, ("at", "action", "subject_kind", "subject_id")) for row in rows]
