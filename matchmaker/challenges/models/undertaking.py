"""What gathers around a 军令状: its versions, who confirmed them, reviews of milestones, spending. Money is in 分."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.challenges.models.pledge import Verdict
from matchmaker.core import clock
from matchmaker.core.db import Base, Identified, one_of
from matchmaker.core.i18n import N_


class Party(StrEnum):
    """A side of the contract: 甲方, 乙方, 丙方 in this order."""

    ISSUER = "issuer"
    TEAM = "team"
    BUREAU = "bureau"


PARTY_LABELS = {
    Party.ISSUER: N_("甲方（发榜方）"),
    Party.TEAM: N_("乙方（揭榜方）"),
    Party.BUREAU: N_("丙方（主管部门）"),
}


class PledgeVersion(Base):
    """The contract's text as it stood in one revision; rows only come, none changes."""

    __tablename__ = "pledge_version"

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(default=clock.now)
    drawn_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    note: Mapped[str] = mapped_column(String(500), default="")
    content: Mapped[dict[str, Any]]
    content_hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (CheckConstraint("number > 0", name="number_positive"),)


class PledgeConfirmation(Identified, Base):
    """One party's word that it agrees to one revision, by its hash; a later revision needs it anew."""

    __tablename__ = "pledge_confirmation"

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id", ondelete="CASCADE"))
    revision: Mapped[int]
    party: Mapped[str] = mapped_column(String(12))
    text_hash: Mapped[str] = mapped_column(String(64))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (one_of("party", Party), UniqueConstraint("pledge_id", "revision", "party"))


class ReviewWay(StrEnum):
    """How a milestone is reviewed. Source: domain part 3, S12."""

    ON_SITE = "on_site"
    SIMULATION = "simulation"
    IN_USE = "in_use"


REVIEW_WAY_LABELS = {
    ReviewWay.ON_SITE: N_("实地勘察"),
    ReviewWay.SIMULATION: N_("仿真评测"),
    ReviewWay.IN_USE: N_("应用环境检测"),
}


class MilestoneReview(Identified, Base):
    """One review of a milestone with the report it judged; a milestone put right has two.

    ``final_user`` is who spoke for those that will use the result.
    """

    __tablename__ = "milestone_review"

    milestone_id: Mapped[int] = mapped_column(ForeignKey("pledge_milestone.id"), index=True)
    way: Mapped[str] = mapped_column(String(12))
    reviewers: Mapped[str] = mapped_column(String(400))
    final_user: Mapped[str] = mapped_column(String(80))
    verdict: Mapped[str] = mapped_column(String(12))
    finding: Mapped[str] = mapped_column(String(2000))
    report: Mapped[str] = mapped_column(Text)
    reported_at: Mapped[datetime]
    reviewed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        one_of("way", ReviewWay),
        one_of("verdict", (Verdict.PASSED, Verdict.RECTIFY, Verdict.FAILED)),
        CheckConstraint("reviewers <> '' AND final_user <> '' AND finding <> '' AND report <> ''", name="whole"),
    )


class Spending(Identified, Base):
    """What a team declares to have spent of a lump sum (包干制). A mistake is taken back, not erased."""

    __tablename__ = "spending"

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id"), index=True)
    category: Mapped[str] = mapped_column(String(24))
    amount: Mapped[int]
    spent_on: Mapped[date]
    note: Mapped[str] = mapped_column(String(200))
    declared_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    declared_at: Mapped[datetime] = mapped_column(default=clock.now)
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("note <> ''", name="note_given"),
    )
