"""The county's check, the issuer's word on its credit, appeals, and what a withdrawal costs. Money is in 分."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.challenges.models.challenge import Challenge
from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Stateful, one_of
from matchmaker.core.regions import city_of
from matchmaker.organizations.models import Organization


class CreditDeclaration(Base):
    """What the issuer itself says of its good standing; the county sets the register beside it."""

    __tablename__ = "credit_declaration"

    challenge_id: Mapped[int] = mapped_column(
        ForeignKey("challenge.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    clean: Mapped[bool]
    statement: Mapped[str] = mapped_column(String(1000), default="")
    declared_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    declared_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (CheckConstraint("clean OR statement <> ''", name="blemish_explained"),)


class CheckOutcome(StrEnum):
    """How a county's check ended."""

    PASS = "pass"  # noqa: S105 - no password
    RETURN = "return"
    VETO = "veto"


class CountyCheck(Identified, Base):
    """初筛: what the county found, each time anew. ``entries`` counts the register's entries it was shown."""

    __tablename__ = "county_check"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), index=True)
    outcome: Mapped[str] = mapped_column(String(12))
    credit_clean: Mapped[bool]
    entries: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(String(1000), default="")
    checked_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    checked_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        one_of("outcome", CheckOutcome),
        CheckConstraint("(outcome = 'pass' AND credit_clean) OR note <> ''", name="exception_noted"),
    )


class Compensation(Base):
    """What the issuer offers the teams when it withdraws after the publicity (撤榜补偿)."""

    __tablename__ = "withdrawal_compensation"

    challenge_id: Mapped[int] = mapped_column(
        ForeignKey("challenge.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    amount: Mapped[int]
    statement: Mapped[str] = mapped_column(String(2000))
    stated_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    stated_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint("statement <> ''", name="statement_given"),
    )


class AppealState(StrEnum):
    """An appeal waits, or the city has found."""

    RAISED = "raised"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    WITHDRAWN = "withdrawn"


class Appeal(Identified, Stateful, Base):
    """申诉: ``organization_id`` (a team or the issuer) is against ``decision``, an action of a workflow.

    ``bid_id`` where the decision was about a team's bid. ``finding`` is the
    city's reasoning, ``consequences`` what follows from it.
    """

    __tablename__ = "challenge_appeal"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    bid_id: Mapped[int | None] = mapped_column(ForeignKey("bid.id", ondelete="CASCADE"))
    decision: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(Text)
    raised_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    finding: Mapped[str] = mapped_column(Text, default="")
    consequences: Mapped[str] = mapped_column(Text, default="")
    found_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    found_at: Mapped[datetime | None]

    challenge: Mapped[Challenge] = relationship()
    organization: Mapped[Organization] = relationship()

    __table_args__ = (
        one_of("state", AppealState),
        CheckConstraint("reason <> ''", name="reason_given"),
        CheckConstraint("(found_at IS NULL) = (state IN ('raised', 'withdrawn'))", name="finding_dated"),
        CheckConstraint("found_at IS NULL OR (finding <> '' AND consequences <> '')", name="finding_given"),
        Index(
            "uq_challenge_appeal_open",
            "challenge_id",
            "organization_id",
            "decision",
            unique=True,
            sqlite_where=text("state = 'raised'"),
            postgresql_where=text("state = 'raised'"),
        ),
    )

    @property
    def scope(self) -> Scope:
        city = city_of(self.challenge.region_code)
        return Scope(organizations=frozenset({self.organization_id}), regions=frozenset({city}))
