"""Reading accounts, sessions and inboxes."""

from __future__ import annotations

from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import MailPreference, Notice, PasswordReset, User, UserState
from matchmaker.accounts.tokens import token_hash
from matchmaker.accounts.topics import Topic
from matchmaker.core import clock
from matchmaker.core.errors import NotFound
from matchmaker.core.i18n import N_

LONGEST_TOKEN = 100
# Asked for every page, so put together once.
_UNREAD = (
    select(func.count()).select_from(Notice).where(Notice.user_id == bindparam("user_id"), Notice.read_at.is_(None))
)


def unread_notices(session: Session, user_id: int) -> int:
    """How many unread lines the person's inbox has."""
    return session.scalar(_UNREAD, {"user_id": user_id}) or 0


def inbox(user_id: int, *, topic: str = "", unread: bool = False) -> Select[Notice]:
    """The person's notices: unread first, then newest first."""
    unread_first = case((Notice.read_at.is_(None), 0), else_=1)
    query = select(Notice).where(Notice.user_id == user_id)
    if topic:
        query = query.where(Notice.topic == topic)
    if unread:
        query = query.where(Notice.read_at.is_(None))
    return query.order_by(unread_first, Notice.created_at.desc(), Notice.id.desc())


def unread_by_topic(session: Session, user_id: int) -> dict[Topic, int]:
    """How many unread lines there are about what; topics without any are left out."""
    query = select(Notice.topic, func.count()).where(Notice.user_id == user_id, Notice.read_at.is_(None))
    return {Topic(row[0]): row[1] for row in session.execute(query.group_by(Notice.topic))}


def mail_preference(session: Session, user_id: int) -> MailPreference:
    """What the person has chosen about mail; a row that is not in the database for whoever has not."""
    return session.get(MailPreference, user_id) or MailPreference.usual(user_id)


def by_login(session: Session, login: str) -> User | None:
    """The account with this sign-in name (any case), or None."""
    return session.scalars(select(User).where(User.login == login.strip().lower())).one_or_none()


def live_reset(session: Session, token: str, *, for_update: bool = False) -> PasswordReset:
    """The mailed link of ``token``; NotFound when unknown, used, expired or its account is not active."""
    query = (
        select(PasswordReset)
        .join(User, User.id == PasswordReset.user_id)
        .where(
            PasswordReset.token_hash == token_hash(token[:LONGEST_TOKEN]),
            PasswordReset.used_at.is_(None),
            PasswordReset.expires_at > clock.now(),
            User.state == UserState.ACTIVE,
        )
    )
    reset = session.scalars(query.with_for_update(of=PasswordReset) if for_update else query).one_or_none()
    if reset is None:
        raise NotFound(N_("链接已使用或已过期。请重新申请重设密码。"))
    return reset
