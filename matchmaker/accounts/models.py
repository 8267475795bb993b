"""People and how they come in."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.accounts.topics import CHOSEN, MailMode, Topic
from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Stateful, Timestamped, Versioned, one_of


class UserState(StrEnum):
    """A suspended account is refused from its next request on."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ERASED = "erased"


class User(Identified, Timestamped, Stateful, Base):
    """A person with a sign-in name. Roles and memberships: ``organizations.RoleGrant``."""

    __tablename__ = "user_account"

    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    phone: Mapped[str | None] = mapped_column(String(32))
    password_hash: Mapped[str] = mapped_column(String(255))
    must_change_password: Mapped[bool] = mapped_column(default=False)
    consent_version: Mapped[str | None] = mapped_column(String(16))
    consented_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("state", UserState),
        CheckConstraint("login = lower(login)", name="login_lower"),
        CheckConstraint("length(name) > 0", name="name_given"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(users=frozenset({self.id}))


class UserSession(Identified, Base):
    """A signed-in browser; only the SHA-256 of its random token is stored."""

    __tablename__ = "user_session"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    seen_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(String(45), default="")
    agent: Mapped[str] = mapped_column(String(120), default="")

    user: Mapped[User] = relationship()


class Throttle(Base):
    """Failed tries by account or by address within the present window."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    window_start: Mapped[datetime]
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[datetime | None]


class PasswordReset(Identified, Base):
    """A mailed, single-use way to set a new password; only the token's hash is stored."""

    __tablename__ = "password_reset"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class MailPreference(Versioned, Base):
    """Which notices a person wants mailed when; who has no row gets each at once.

    ``quiet_from`` and ``quiet_until`` are full hours of the day in China, both
    or neither; a night (22 to 7) passes midnight.
    """

    __tablename__ = "mail_preference"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"), primary_key=True)
    duties: Mapped[str] = mapped_column(String(8), default=MailMode.AT_ONCE)
    deals: Mapped[str] = mapped_column(String(8), default=MailMode.AT_ONCE)
    records: Mapped[str] = mapped_column(String(8), default=MailMode.AT_ONCE)
    searches: Mapped[str] = mapped_column(String(8), default=MailMode.AT_ONCE)
    quiet_from: Mapped[int | None]
    quiet_until: Mapped[int | None]
    working_days_only: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        *(one_of(topic, MailMode) for topic in CHOSEN),
        CheckConstraint(
            "(quiet_from IS NULL) = (quiet_until IS NULL) AND (quiet_from IS NULL OR (quiet_from BETWEEN 0 AND 23"
            " AND quiet_until BETWEEN 0 AND 23 AND quiet_from <> quiet_until))",
            name="quiet_hours_possible",
        ),
    )

    @classmethod
    def usual(cls, user_id: int) -> MailPreference:
        """What holds for a person who has chosen nothing."""
        modes = dict.fromkeys((topic.value for topic in CHOSEN), MailMode.AT_ONCE)
        return cls(user_id=user_id, **modes, quiet_from=None, quiet_until=None, working_days_only=False)

    def mode(self, topic: Topic) -> MailMode:
        """When notices of ``topic`` are mailed."""
        return MailMode(getattr(self, topic)) if topic in CHOSEN else MailMode.AT_ONCE


class Notice(Identified, Base):
    """A line in a person's inbox; delivered from the outbox, once per key.

    ``mail_waits``: it is to be mailed and has not been yet.
    """

    __tablename__ = "notice"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    dedup_key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(48))
    topic: Mapped[str] = mapped_column(String(8), default=Topic.DUTIES)
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, default="")
    href: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]
    mail_waits: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index(None, "user_id", "read_at", "created_at"), one_of("topic", Topic))

    @property
    def scope(self) -> Scope:
        return Scope(users=frozenset({self.user_id}))
