"""What an organisation is held to have done, what it answered, and what the bureau decided."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Stateful, Timestamped, one_of
from matchmaker.organizations.models import Organization


class IntegrityState(StrEnum):
    """Only an entered one counts, and only until it expires."""

    NOTIFIED = "notified"
    ENTERED = "entered"
    DISMISSED = "dismissed"
    REMOVED = "removed"


S = IntegrityState
BUREAU = "bureau"
"""``origin_kind`` of what an officer notes by themselves; it has no ``origin_id``."""


class IntegrityEntry(Identified, Timestamped, Stateful, Base):
    """One matter between a city's bureau and an organisation.

    ``region_code`` is the city whose bureau decides; ``origin_kind`` and
    ``origin_id`` name the record it came out of. Nothing is decided against
    the organisation before ``answer_until``.
    """

    __tablename__ = "integrity_entry"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    reason: Mapped[str] = mapped_column(String(1000))
    origin_kind: Mapped[str] = mapped_column(String(24))
    origin_id: Mapped[int | None]
    proposed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answer_until: Mapped[datetime]
    statement: Mapped[str] = mapped_column(Text, default="")
    stated_at: Mapped[datetime | None]
    stated_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decision: Mapped[str] = mapped_column(String(1000), default="")
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    expires_on: Mapped[date | None]
    removal: Mapped[str] = mapped_column(String(1000), default="")

    organization: Mapped[Organization] = relationship()

    __table_args__ = (
        one_of("state", IntegrityState),
        UniqueConstraint("organization_id", "origin_kind", "origin_id"),
        CheckConstraint("reason <> ''", name="reason_given"),
        CheckConstraint("(statement = '') = (stated_at IS NULL)", name="statement_dated"),
        CheckConstraint("(state = 'notified') = (decided_at IS NULL)", name="decision_dated"),
        CheckConstraint("decided_at IS NULL OR decision <> ''", name="decision_has_reason"),
        CheckConstraint(
            "state NOT IN ('entered', 'removed') OR (decided_at >= answer_until AND expires_on IS NOT NULL)",
            name="entered_after_answer",
        ),
        CheckConstraint("state <> 'removed' OR removal <> ''", name="removed_has_reason"),
        Index(None, "state", "answer_until"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(organizations=frozenset({self.organization_id}), regions=frozenset({self.region_code}))

    @property
    def last_day(self) -> date:
        """The last Chinese calendar day on which the organisation may answer."""
        return clock.china_date(self.answer_until - timedelta(seconds=1))

    @property
    def may_be_answered(self) -> bool:
        return self.state == S.NOTIFIED and clock.now() < self.answer_until

    @property
    def may_be_entered(self) -> bool:
        return self.state == S.NOTIFIED and clock.now() >= self.answer_until

    @property
    def is_in_force(self) -> bool:
        return self.state == S.ENTERED and self.expires_on is not None and clock.today() < self.expires_on
