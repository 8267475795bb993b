"""对接: an introduction of two sides and the stages that follow."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.catalog.models import Achievement, Need
from matchmaker.catalog.vocabulary import PRICING_METHODS, TRANSFER_MODES
from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Stateful, Timestamped, one_of
from matchmaker.core.i18n import N_


class DealState(StrEnum):
    """待双方答复 → 已引荐 → 洽谈中 → 拟签约 → 已签约 → 已结束."""

    INVITED = "invited"
    INTRODUCED = "introduced"
    NEGOTIATING = "negotiating"
    ABOUT_TO_SIGN = "about_to_sign"
    SIGNED = "signed"
    CLOSED = "closed"


class Side(StrEnum):
    """The two sides of a deal."""

    NEED = "need"
    ACHIEVEMENT = "achievement"

    @property
    def other(self) -> Side:
        return Side.ACHIEVEMENT if self is Side.NEED else Side.NEED


class Channel(StrEnum):
    """How an answer came: signed in, by one-time link, by phone."""

    ACCOUNT = "account"
    LINK = "link"
    PHONE = "phone"


class Deal(Identified, Timestamped, Stateful, Base):
    """What follows an approved suggestion.

    ``explanation`` is the snapshot on which the officer decided: score, level,
    parts, facts, engine version. Contacts are shown to the other side from
    ``introduced`` on. ``region_code`` is the need's region, whose officer
    decides; the officer of the achievement's region accompanies the deal too.
    ``transfer_mode`` and ``pricing_method`` are what the contract came to, from
    the signature on.
    """

    __tablename__ = "deal"

    need_id: Mapped[int]
    need_organization_id: Mapped[int]
    achievement_id: Mapped[int]
    achievement_organization_id: Mapped[int]
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    achievement_region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    suggestion_id: Mapped[int | None] = mapped_column(unique=True)
    opened_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    message: Mapped[str] = mapped_column(Text, default="")
    explanation: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reply_due_at: Mapped[datetime | None]
    introduced_at: Mapped[datetime | None]
    amount: Mapped[int | None]
    signed_on: Mapped[date | None]
    transfer_mode: Mapped[str | None] = mapped_column(String(24))
    pricing_method: Mapped[str | None] = mapped_column(String(16))
    close_reason: Mapped[str | None] = mapped_column(String(24))
    close_note: Mapped[str] = mapped_column(String(1000), default="")
    closed_side: Mapped[str | None] = mapped_column(String(12))
    share_reason: Mapped[bool] = mapped_column(default=True)

    need: Mapped[Need] = relationship(foreign_keys="Deal.need_id", primaryjoin="Deal.need_id == Need.id", viewonly=True)
    achievement: Mapped[Achievement] = relationship(
        foreign_keys="Deal.achievement_id",
        primaryjoin="Deal.achievement_id == Achievement.id",
        viewonly=True,
    )
    replies: Mapped[list[DealReply]] = relationship(cascade="all, delete-orphan", passive_deletes=True)
    milestones: Mapped[list[DealMilestone]] = relationship(
        order_by="DealMilestone.happened_on", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (
        one_of("state", DealState),
        one_of("closed_side", Side, optional=True),
        one_of("transfer_mode", TRANSFER_MODES, optional=True),
        one_of("pricing_method", PRICING_METHODS, optional=True),
        ForeignKeyConstraint(["need_id", "need_organization_id"], ["need.id", "need.organization_id"]),
        ForeignKeyConstraint(
            ["achievement_id", "achievement_organization_id"],
            ["achievement.id", "achievement.organization_id"],
        ),
        CheckConstraint("state <> 'closed' OR close_reason IS NOT NULL", name="closed_has_reason"),
        CheckConstraint("state NOT IN ('introduced') OR introduced_at IS NOT NULL", name="introduced_dated"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount_not_negative"),
        Index(None, "need_id"),
        Index(None, "achievement_id"),
        Index(None, "id", "achievement_organization_id", unique=True),  # what the seller's own rows refer to
        Index(
            "uq_deal_open_pair",
            "need_id",
            "achievement_id",
            unique=True,
            sqlite_where=text("state <> 'closed'"),
            postgresql_where=text("state <> 'closed'"),
        ),
    )

    def organization_id(self, side: Side) -> int:
        """Whose record stands on ``side``."""
        return self.need_organization_id if side is Side.NEED else self.achievement_organization_id

    def record(self, side: Side) -> Need | Achievement:
        """The record on ``side``."""
        return self.need if side is Side.NEED else self.achievement

    @property
    def scope(self) -> Scope:
        return Scope(
            parties=frozenset({self.need_organization_id, self.achievement_organization_id}),
            regions=frozenset({self.region_code, self.achievement_region_code}),
        )


class DealReply(Identified, Base):
    """One side's answer to the introduction; at most one per side, changed never.

    An answer by phone names who was spoken with and when; ``answered_by`` is
    then the officer who recorded it.
    """

    __tablename__ = "deal_reply"

    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    side: Mapped[str] = mapped_column(String(12))
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    agreed: Mapped[bool]
    reason: Mapped[str | None] = mapped_column(String(24))
    note: Mapped[str] = mapped_column(String(500), default="")
    channel: Mapped[str] = mapped_column(String(12))
    answered_by: Mapped[int | None]
    spoke_with: Mapped[str] = mapped_column(String(60), default="")
    spoke_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        one_of("side", Side),
        one_of("channel", Channel),
        UniqueConstraint("deal_id", "side"),
        CheckConstraint("agreed OR reason IS NOT NULL", name="decline_has_reason"),
        CheckConstraint(
            "channel <> 'phone' OR (spoke_with <> '' AND spoke_at IS NOT NULL)",
            name="phone_names_person",
        ),
    )


MILESTONE_LABELS = {
    "first_talk": N_("首次洽谈"),
    "nda": N_("保密协议"),
    "trial": N_("技术验证/打样"),
    "letter_of_intent": N_("意向书"),
    "pricing": N_("定价"),
    "notice": N_("公示"),
    "registration": N_("登记"),
    "payment": N_("到账"),
    "production": N_("投产"),
    "follow_up_6": N_("跟踪（6个月）"),
    "follow_up_12": N_("跟踪（12个月）"),
    "follow_up_24": N_("跟踪（24个月）"),
}


class DealMilestone(Identified, Base):
    """A dated event of a deal; skippable, in any order."""

    __tablename__ = "deal_milestone"

    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(24))
    happened_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(500), default="")
    recorded_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (one_of("kind", MILESTONE_LABELS),)


class LogKind(StrEnum):
    """What a line of the log is; the last two are written by the clock."""

    NOTE = "note"
    CALL = "call"
    MEETING = "meeting"
    REMINDER = "reminder"
    ESCALATION = "escalation"


HAND_WRITTEN = (LogKind.NOTE, LogKind.CALL, LogKind.MEETING)


class DealLog(Identified, Base):
    """A line of a deal's log.

    ``side`` says whose line it is: remarks stay within the unit that wrote
    them, officers see them all; without a side the line is the officers'.
    For reminders and escalations it is the side that has not answered; each
    happens once.
    """

    __tablename__ = "deal_log"

    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(16), default=LogKind.NOTE)
    side: Mapped[str | None] = mapped_column(String(12))
    body: Mapped[str] = mapped_column(String(2000))
    author_id: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        one_of("kind", LogKind),
        one_of("side", Side, optional=True),
        Index(
            "uq_deal_log_once",
            "deal_id",
            "kind",
            "side",
            unique=True,
            sqlite_where=text("kind IN ('reminder', 'escalation')"),
            postgresql_where=text("kind IN ('reminder', 'escalation')"),
        ),
    )
