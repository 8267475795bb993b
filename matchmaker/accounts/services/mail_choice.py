"""Choosing which notices are mailed when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matchmaker.accounts.mail_links import MailLink
from matchmaker.accounts.models import MailPreference, User, UserState
from matchmaker.accounts.queries import mail_preference
from matchmaker.accounts.services.mailing import pass_on
from matchmaker.accounts.topics import LABELS, MODE_LABELS, MailMode, Topic
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.errors import NotFound
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version

DEAD_LINK = N_("链接无效，或者账号已经改用别的邮箱。请登录后在“我的账号”里调整邮件通知。")


@dataclass(frozen=True, slots=True)
class QuietTime:
    """When no mail is wanted: full hours of the day in China, both or neither."""

    start: int | None = None
    end: int | None = None
    working_days_only: bool = False


def choose(
    session: Session,
    user_id: int,
    modes: Mapping[Topic, MailMode],
    quiet: QuietTime,
    *,
    actor: Actor,
    version: int | None = None,
) -> None:
    """Set when mail comes; what waits already follows the new choice. Raises StaleVersion."""
    preference = _own(session, user_id)
    check_version(preference, version)
    preference.quiet_from, preference.quiet_until = quiet.start, quiet.end
    preference.working_days_only = quiet.working_days_only
    _set(session, preference, modes, actor)


def choose_by_link(session: Session, link: MailLink | None, modes: Mapping[Topic, MailMode]) -> None:
    """Set the modes of the link's own topics, whoever holds it. Raises NotFound for a dead link."""
    user = owner(session, link)
    kept = {topic: mode for topic, mode in modes.items() if link is not None and topic in link.topics}
    person = Actor(kind="link", user_id=user.id)
    _set(session, _own(session, user.id), kept, person)


def owner(session: Session, link: MailLink | None) -> User:
    """Whose choice the link shows; raises NotFound when the link is not ours or its address is not theirs any more."""
    user = session.get(User, link.user_id) if link is not None else None
    if link is None or user is None or user.state != UserState.ACTIVE or not link.fits(user.email):
        raise NotFound(DEAD_LINK)
    return user


def _own(session: Session, user_id: int) -> MailPreference:
    session.get_one(User, user_id, with_for_update=True)  # two first choices at once would both make the row
    preference = mail_preference(session, user_id)
    session.add(preference)
    return preference


def _set(session: Session, preference: MailPreference, modes: Mapping[Topic, MailMode], actor: Actor) -> None:
    for topic, mode in modes.items():
        setattr(preference, topic, mode)
    session.flush()
    said = N_("；").join(f"{LABELS[topic]}：{MODE_LABELS[mode]}" for topic, mode in modes.items())
    audit.record(session, actor, "account.mail_chosen", "account", preference.user_id, note=said)
    pass_on(session, preference.user_id)
