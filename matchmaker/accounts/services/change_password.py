"""A new password: typed by its owner who knows the old one, or set through a mailed link."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from matchmaker.accounts.models import PasswordReset, User, UserState
from matchmaker.accounts.queries import live_reset
from matchmaker.accounts.services import sessions
from matchmaker.accounts.services.create_user import NOTICE_VERSION
from matchmaker.accounts.services.notices import Message, notify, send_mail
from matchmaker.accounts.tokens import new_token, token_hash
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.i18n import N_

RESET_LIFETIME = timedelta(minutes=30)
INVITATION_LIFETIME = timedelta(days=7)
LIVE_RESETS = 3
"""Mails under way to one account at a time: more would only fill its mailbox."""


def change_password(session: Session, user: User, password_hash: str, *, actor: Actor, consents: bool = False) -> None:
    """Set the hash (made before the transaction) and end the person's other sessions.

    ``consents``: the person has just agreed to the present notice.
    """
    _set(session, user, password_hash, consents=consents)
    sessions.close_all(session, user.id, but=actor.session_id)
    audit.record(session, actor, "account.password_changed", "account", user.id)
    _tell(session, user)


def ask_reset(session: Session, email: str) -> None:
    """Mail a link to every active account with this address; nothing happens for an unknown one."""
    query = select(User).where(func.lower(User.email) == email.strip().lower(), User.state == UserState.ACTIVE)
    for user in session.scalars(query.order_by(User.id).limit(5)):
        if _under_way(session, user.id) < LIVE_RESETS:
            _mail_reset(session, user)


def invite(session: Session, user: User, *, inviter: str) -> None:
    """Mail a new colleague the link by which they set their first password; needs an address."""
    token = _issue(session, user.id, INVITATION_LIFETIME)
    message = Message(
        kind="account.invited",
        title=N_("请设置您的平台账号密码"),
        body=N_(
            "{name}，您好：\n{inviter}为您开通了科技成果供需对接平台的账号，登录名：{login}。\n"
            "请在 7 天内打开下面的链接设置密码，链接只能用一次。"
        ).format(name=user.name, inviter=inviter, login=user.login),
        href=f"/password-reset/{token}",
    )
    send_mail(session, user.email or "", message, dedup_key=f"invite:{user.id}:{token_hash(token)[:12]}")


def use_reset(session: Session, token: str, password_hash: str, *, consents: bool = False) -> User:
    """Spend a mailed link: set the hash, end every session, void the account's other links.

    Raises NotFound for a link that is unknown, used or expired.
    """
    reset = live_reset(session, token, for_update=True)
    user = session.get_one(User, reset.user_id)
    spent = update(PasswordReset).where(PasswordReset.user_id == user.id, PasswordReset.used_at.is_(None))
    session.execute(spent.values(used_at=clock.now()).execution_options(synchronize_session=False))
    _set(session, user, password_hash, consents=consents)
    sessions.close_all(session, user.id)
    person = Actor(kind="user", user_id=user.id)
    audit.record(session, person, "account.password_reset", "account", user.id)
    _tell(session, user)
    return user


def _set(session: Session, user: User, password_hash: str, *, consents: bool) -> None:
    user.password_hash = password_hash
    user.must_change_password = False
    if consents:
        user.consent_version, user.consented_at = NOTICE_VERSION, clock.now()
    session.flush()


def _issue(session: Session, user_id: int, lifetime: timedelta) -> str:
    token = new_token()
    reset = PasswordReset(token_hash=token_hash(token), user_id=user_id, expires_at=clock.now() + lifetime)
    session.add(reset)
    session.flush()
    return token


def _under_way(session: Session, user_id: int) -> int:
    query = select(func.count()).where(
        PasswordReset.user_id == user_id,
        PasswordReset.used_at.is_(None),
        PasswordReset.expires_at > clock.now(),
        PasswordReset.created_at > clock.now() - RESET_LIFETIME,
    )
    return session.scalar(query.select_from(PasswordReset)) or 0


def _mail_reset(session: Session, user: User) -> None:
    token = _issue(session, user.id, RESET_LIFETIME)
    message = Message(
        kind="account.reset",
        title=N_("重设密码"),
        body=N_(
            "{name}，您好：\n有人请求重设登录名 {login} 的密码。\n"
            "请在 30 分钟内打开下面的链接设置新密码，链接只能用一次。如果不是您本人操作，请不要理会这封邮件。"
        ).format(name=user.name, login=user.login),
        href=f"/password-reset/{token}",
    )
    send_mail(session, user.email or "", message, dedup_key=f"reset:{token_hash(token)[:24]}")


def _tell(session: Session, user: User) -> None:
    message = Message(
        kind="account.password",
        title=N_("您的密码已修改"),
        body=N_("如果不是您本人操作，请立即重设密码并联系平台管理员。"),
        href="/account",
    )
    notify(session, [user.id], message, dedup_key=f"password:{user.id}:{user.version}")
