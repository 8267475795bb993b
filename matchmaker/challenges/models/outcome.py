"""How the work ends: settled on leaving, tested in the field, followed up later. Money is in 分."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.challenges.models.bid import Bid, BidState
from matchmaker.challenges.models.challenge import Challenge
from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Timestamped, Versioned, one_of
from matchmaker.core.i18n import N_

LEFT = (BidState.ELIMINATED, BidState.WITHDRAWN, BidState.STOPPED, BidState.FAILED_DILIGENT)
LEFT_RUNNING = (BidState.ELIMINATED, BidState.WITHDRAWN)


class Settlement(Base):
    """What a team that left is owed for its work to date, beyond the milestones it was paid for.

    ``contract_amount`` and ``paid`` are what stood on the day it was agreed;
    ``value`` is nothing when nothing more is due. Paid and value together never exceed the
    contract, and what was agreed is paid once.
    """

    __tablename__ = "settlement"

    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id"), primary_key=True, autoincrement=False)
    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), unique=True)
    contract_amount: Mapped[int]
    paid: Mapped[int]
    value: Mapped[int]
    reason: Mapped[str] = mapped_column(String(2000))
    agreed_on: Mapped[date]
    settled_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    settled_at: Mapped[datetime] = mapped_column(default=clock.now)
    paid_on: Mapped[date | None]
    voucher: Mapped[str] = mapped_column(String(80), default="")

    __table_args__ = (
        CheckConstraint("reason <> ''", name="reason_given"),
        CheckConstraint("paid >= 0 AND value >= 0 AND paid + value <= contract_amount", name="within_contract"),
        CheckConstraint("paid_on IS NULL OR (value > 0 AND paid_on >= agreed_on)", name="paid_as_agreed"),
    )

    @property
    def is_closed(self) -> bool:
        """Whether nothing of it is still to be paid."""
        return self.value == 0 or self.paid_on is not None


class FieldTest(Timestamped, Versioned, Base):
    """验收 of one team's work in its real setting: where, when, with which users, and which third party."""

    __tablename__ = "field_test"

    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id"), primary_key=True, autoincrement=False)
    tested_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(200))
    final_users: Mapped[str] = mapped_column(String(500))
    third_party: Mapped[str] = mapped_column(String(200))
    course: Mapped[str] = mapped_column(Text)
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    findings: Mapped[list[FieldFinding]] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    __table_args__ = (
        CheckConstraint("place <> '' AND final_users <> '' AND third_party <> '' AND course <> ''", name="whole"),
    )

    @property
    def all_met(self) -> bool:
        return bool(self.findings) and all(each.is_met for each in self.findings)


class FieldFinding(Base):
    """What was measured of one indicator; the target stands with the indicator."""

    __tablename__ = "field_finding"

    bid_id: Mapped[int] = mapped_column(ForeignKey("field_test.bid_id", ondelete="CASCADE"), primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("challenge_indicator.id"), primary_key=True)
    measured: Mapped[str] = mapped_column(String(80))
    is_met: Mapped[bool]
    note: Mapped[str] = mapped_column(String(500), default="")

    __table_args__ = (CheckConstraint("measured <> ''", name="measured_given"),)


class Usage(StrEnum):
    """What became of a result."""

    IN_USE = "in_use"
    NOT_YET = "not_yet"
    STOPPED = "stopped"


USAGE_LABELS = {
    Usage.IN_USE: N_("正在使用"),
    Usage.NOT_YET: N_("尚未投用"),
    Usage.STOPPED: N_("已停用"),
}


class FollowUp(Identified, Versioned, Base):
    """跟踪: some months after a challenge was settled somebody asks what became of the result.

    ``output_value`` is what it brought in since the last time; ``reminded_on`` the day the officers were last
    reminded.
    """

    __tablename__ = "follow_up"

    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id"))
    months: Mapped[int]
    due_on: Mapped[date]
    reminded_on: Mapped[date | None]
    usage: Mapped[str | None] = mapped_column(String(12))
    output_value: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(2000), default="")
    reported_at: Mapped[datetime | None]
    reported_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    bid: Mapped[Bid] = relationship(viewonly=True)

    __table_args__ = (
        one_of("usage", Usage, optional=True),
        UniqueConstraint("bid_id", "months"),
        CheckConstraint("months > 0", name="months_positive"),
        CheckConstraint("output_value IS NULL OR output_value >= 0", name="output_not_negative"),
        CheckConstraint("(usage IS NULL) = (reported_at IS NULL)", name="report_dated"),
        CheckConstraint("usage IS NULL OR usage = 'in_use' OR note <> ''", name="unused_has_note"),
        CheckConstraint("output_value IS NULL OR usage IS NOT NULL", name="output_reported"),
        Index(
            "ix_follow_up_open",
            "due_on",
            sqlite_where=text("reported_at IS NULL"),
            postgresql_where=text("reported_at IS NULL"),
        ),
    )

    @property
    def challenge(self) -> Challenge:
        return self.bid.challenge

    @property
    def scope(self) -> Scope:
        return self.challenge.scope
