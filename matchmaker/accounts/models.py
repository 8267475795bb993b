"""People and how they come in."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Stateful, Timestamped, one_of


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
    mail_notices: Mapped[bool] = mapped_column(default=True)

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


class Notice(Identified, Base):
    """A line in a person's inbox; delivered from the outbox, once per key."""

    __tablename__ = "notice"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    dedup_key: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(String(48))
    title: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text, default="")
    href: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    read_at: Mapped[datetime | None]

    __table_args__ = (Index(None, "user_id", "read_at", "created_at"),)

    @property
    def scope(self) -> Scope:
        return Scope(users=frozenset({self.user_id}))
