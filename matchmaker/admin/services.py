"""What administrators do: open and suspend accounts, start again what has stopped."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.accounts.policies import PERMISSIONS as ACCOUNT_PERMISSIONS
from matchmaker.accounts.policies import Permission as AccountPermission
from matchmaker.accounts.services import create_user
from matchmaker.accounts.services.change_password import invite
from matchmaker.accounts.services.create_user import UNUSABLE
from matchmaker.accounts.services.sessions import close_all
from matchmaker.accounts.workflow import ACCOUNT
from matchmaker.admin.policies import PERMISSIONS, Permission
from matchmaker.core import audit, jobs, outbox
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.core.outbox import OutboxMessage
from matchmaker.organizations.models import ADMIN_ROLES, RoleGrant


def open_account(
    session: Session, *, login: str, name: str, email: str, phone: str, password_hash: str | None, actor: Actor
) -> User:
    """An account for somebody: by mailed link, or with a first password that must be changed.

    ``password_hash`` None mails the link. Raises Invalid (fields login, email).
    """
    ACCOUNT_PERMISSIONS.require(actor, AccountPermission.CREATE)
    if password_hash is None and not email:
        raise Invalid(fields={"email": [N_("没有邮箱的账号请填写初始密码。")]})
    user = create_user(
        session,
        login=login,
        name=name,
        password_hash=password_hash or UNUSABLE,
        email=email,
        phone=phone,
        actor=actor,
        must_change=password_hash is not None,
    )
    if password_hash is None:
        invite(session, user, inviter=N_("平台管理员"))
    return user


def give_password(session: Session, user: User, password_hash: str, *, actor: Actor) -> None:
    """A temporary password for somebody without mail, to be changed at the next sign-in.

    Raises Invalid for administrators: nobody may step into another one's shoes.
    """
    ACCOUNT_PERMISSIONS.require(actor, AccountPermission.CREATE)
    held = select(RoleGrant.id).where(RoleGrant.user_id == user.id, RoleGrant.role.in_(ADMIN_ROLES))
    if session.scalar(held.limit(1)) is not None:
        raise Invalid(N_("管理员的密码只能由本人通过邮件重设。"))
    user.password_hash = password_hash
    user.must_change_password = True
    session.flush()
    close_all(session, user.id)
    audit.record(session, actor, "account.password_given", "account", user.id)


def suspend_account(session: Session, user: User, *, reason: str, actor: Actor, version: int | None) -> None:
    """Refuse a person from their next request on. Raises Invalid for oneself."""
    if user.id == actor.user_id:
        raise Invalid(N_("不能停用自己的账号，请由另一位安全管理员办理。"))
    ACCOUNT.apply(session, user, "suspend", actor=actor, reason=reason, version=version)
    close_all(session, user.id)


def reinstate_account(session: Session, user: User, *, actor: Actor, version: int | None) -> None:
    """Let a suspended person in again."""
    ACCOUNT.apply(session, user, "reinstate", actor=actor, version=version)


def retry_job(session: Session, job_id: int, *, actor: Actor) -> None:
    """Queue a parked job again. Raises NotFound without such a job, Conflict when it is not parked any more."""
    PERMISSIONS.require(actor, Permission.JOBS)
    if session.get(jobs.Job, job_id) is None:
        raise NotFound
    jobs.retry(session, job_id)
    audit.record(session, actor, "job.retried", "job", job_id)


def retry_messages(session: Session, *, actor: Actor) -> int:
    """Try all messages that were refused once more; returns how many."""
    PERMISSIONS.require(actor, Permission.JOBS)
    count = outbox.retry(session)
    audit.record(session, actor, "job.retried", "job", "messages", count=count)
    return count


def retry_message(session: Session, message_id: int, *, actor: Actor) -> None:
    """Try one message again at once. Raises NotFound without such a message, Conflict when it has not failed."""
    PERMISSIONS.require(actor, Permission.JOBS)
    if session.get(OutboxMessage, message_id) is None:
        raise NotFound
    if not outbox.retry(session, message_id):
        raise Conflict
    audit.record(session, actor, "job.retried", "job", f"message:{message_id}")


def dismiss_message(session: Session, message_id: int, *, actor: Actor) -> None:
    """Set a message aside that nobody waits for any more; what it said is forgotten.

    Raises NotFound without such a message, Conflict when it has not failed.
    """
    PERMISSIONS.require(actor, Permission.JOBS)
    if session.get(OutboxMessage, message_id) is None:
        raise NotFound
    if not outbox.dismiss(session, message_id):
        raise Conflict
    audit.record(session, actor, "job.dismissed", "job", f"message:{message_id}")
