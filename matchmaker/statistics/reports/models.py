"""Annual reports of units and to whom they were delivered. Money is in 分."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Stateful, Timestamped, one_of
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import Organization


class ReportState(StrEnum):
    """草稿 → 已提交 → (已退回 → 已提交) → 已通过, which locks it."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class Recipient(StrEnum):
    """The three to whom a report goes."""

    AUTHORITY = "authority"
    SCIENCE_BUREAU = "science_bureau"
    FINANCE_BUREAU = "finance_bureau"


RECIPIENT_LABELS = {
    Recipient.AUTHORITY: N_("主管部门"),
    Recipient.SCIENCE_BUREAU: N_("市科技局"),
    Recipient.FINANCE_BUREAU: N_("市财政局"),
}


class AnnualReport(Identified, Timestamped, Stateful, Base):
    """What a unit reports of a year.

    ``figures``: code of a blocks.Line → {"drafted", "stated", "reason"}:
    what the ledger gave on ``drafted_on``, what the unit states, and why where
    the two differ. Lines that the platform cannot know have no ``drafted``.
    Nothing is counted anew after ``drafted_on`` unless the unit asks for it.
    """

    __tablename__ = "annual_report"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    year: Mapped[int] = mapped_column(index=True)
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(String(2000), default="")
    drafted_on: Mapped[date] = mapped_column(default=clock.today)
    submitted_at: Mapped[datetime | None]
    state_reason: Mapped[str] = mapped_column(String(1000), default="")
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    organization: Mapped[Organization] = relationship(lazy="joined", innerjoin=True, viewonly=True)
    deliveries: Mapped[list[ReportDelivery]] = relationship(
        order_by="ReportDelivery.delivered_on", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (
        one_of("state", ReportState),
        UniqueConstraint("organization_id", "year"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_known"),
        CheckConstraint("state = 'draft' OR submitted_at IS NOT NULL", name="submitted_dated"),
        CheckConstraint("state <> 'returned' OR state_reason <> ''", name="returned_with_reason"),
    )

    @property
    def scope(self) -> Scope:
        """The bureau sees a report once it was handed in."""
        handed_in = frozenset({self.region_code}) if self.submitted_at is not None else frozenset[str]()
        return Scope(organizations=frozenset({self.organization_id}), regions=handed_in)

    def stated(self, code: str) -> int | None:
        """What the unit states; None while nothing is there."""
        value: int | None = self.figures.get(code, {}).get("stated")
        return value

    def drafted(self, code: str) -> int | None:
        """What the ledger gave."""
        value: int | None = self.figures.get(code, {}).get("drafted")
        return value

    def reason(self, code: str) -> str:
        """Why the two differ."""
        return str(self.figures.get(code, {}).get("reason", ""))


class ReportDelivery(Base):
    """That an accepted report went to one of its recipients."""

    __tablename__ = "report_delivery"

    report_id: Mapped[int] = mapped_column(ForeignKey("annual_report.id", ondelete="CASCADE"), primary_key=True)
    recipient: Mapped[str] = mapped_column(String(16), primary_key=True)
    delivered_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(200), default="")
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (one_of("recipient", Recipient),)
