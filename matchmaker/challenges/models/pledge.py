"""公示, 军令状, milestones, rounds of a race, and what was paid. Money is in 分."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.challenges.models.bid import Bid
from matchmaker.challenges.models.challenge import Challenge
from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Timestamped, Versioned, one_of


class Publicity(Identified, Base):
    """公示 of a ranking, from one instant to another; ``ended_at`` is set when signing may begin."""

    __tablename__ = "publicity"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    challenge: Mapped[Challenge] = relationship(viewonly=True)

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="dates_ordered"),
        CheckConstraint("ended_at >= ends_at", name="ended_after_its_end"),
    )


class Handling(StrEnum):
    """What became of an objection."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"


class Objection(Identified, Versioned, Base):
    """异议 against what is publicised; while it is open nothing is signed."""

    __tablename__ = "objection"

    publicity_id: Mapped[int] = mapped_column(ForeignKey("publicity.id", ondelete="CASCADE"), index=True)
    body: Mapped[str] = mapped_column(String(2000))
    raised_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    raised_at: Mapped[datetime] = mapped_column(default=clock.now)
    handling: Mapped[str | None] = mapped_column(String(12))
    finding: Mapped[str] = mapped_column(String(2000), default="")
    handled_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    handled_at: Mapped[datetime | None]

    publicity: Mapped[Publicity] = relationship(viewonly=True)

    __table_args__ = (
        one_of("handling", Handling, optional=True),
        CheckConstraint("body <> ''", name="body_given"),
        CheckConstraint(
            "(handling IS NULL AND handled_at IS NULL) OR (finding <> '' AND handled_at IS NOT NULL)",
            name="handling_reasoned",
        ),
    )

    @property
    def scope(self) -> Scope:
        return self.publicity.challenge.scope


class Pledge(Identified, Timestamped, Versioned, Base):
    """军令状: the contract with one team, as data.

    ``number`` is the contract's, ``revision`` the version that stands, with
    ``text_hash`` over its text (``pledge_content``). It counts as signed
    (``signed_on``) with what seals it, of which the hash is kept. ``lump_sum``
    is 包干制: the leader spends freely but for what ``excluded_spending`` lists.
    """

    __tablename__ = "pledge"

    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id"), unique=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    revision: Mapped[int] = mapped_column(default=1)
    text_hash: Mapped[str] = mapped_column(String(64))
    amount: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    issuer_duties: Mapped[str] = mapped_column(Text)
    team_duties: Mapped[str] = mapped_column(Text)
    bureau_duties: Mapped[str] = mapped_column(Text, default="")
    rewards: Mapped[str] = mapped_column(Text)
    ownership: Mapped[str] = mapped_column(Text)
    leader_promise: Mapped[str] = mapped_column(Text)
    payment_terms: Mapped[str] = mapped_column(Text)
    lump_sum: Mapped[bool] = mapped_column(default=False)
    excluded_spending: Mapped[str] = mapped_column(Text, default="")
    drawn_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    signed_on: Mapped[date | None]
    scan_hash: Mapped[str | None] = mapped_column(String(64))
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    bid: Mapped[Bid] = relationship()
    indicators: Mapped[list[PledgeIndicator]] = relationship(
        order_by="PledgeIndicator.position", cascade="all, delete-orphan", passive_deletes=True
    )
    milestones: Mapped[list[PledgeMilestone]] = relationship(
        order_by="PledgeMilestone.position", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("revision > 0", name="revision_positive"),
        CheckConstraint("ends_on > starts_on", name="dates_ordered"),
        CheckConstraint("(signed_on IS NULL) = (scan_hash IS NULL)", name="signed_with_scan"),
        CheckConstraint(
            "issuer_duties <> '' AND team_duties <> '' AND rewards <> '' AND ownership <> '' "
            "AND leader_promise <> '' AND payment_terms <> ''",
            name="whole",
        ),
        CheckConstraint("NOT lump_sum OR excluded_spending <> ''", name="lump_sum_has_list"),
    )

    @property
    def scope(self) -> Scope:
        return self.bid.scope


class PledgeIndicator(Identified, Base):
    """An indicator of the contract: what must come out, and how it is tested."""

    __tablename__ = "pledge_indicator"

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    target: Mapped[str] = mapped_column(String(80))
    unit: Mapped[str] = mapped_column(String(30), default="")
    method: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (CheckConstraint("name <> '' AND target <> ''", name="quantified"),)


class Verdict(StrEnum):
    """A milestone's outcome; it may be put right once."""

    OPEN = "open"
    RECTIFY = "rectify"
    PASSED = "passed"
    FAILED = "failed"


class PledgeMilestone(Identified, Versioned, Base):
    """A stage of the work with its part of the money (``share`` in percent, ``amount`` exact)."""

    __tablename__ = "pledge_milestone"

    pledge_id: Mapped[int] = mapped_column(ForeignKey("pledge.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    share: Mapped[int]
    amount: Mapped[int]
    report: Mapped[str] = mapped_column(Text, default="")
    reported_at: Mapped[datetime | None]
    verdict: Mapped[str] = mapped_column(String(12), default=Verdict.OPEN)
    rectified: Mapped[bool] = mapped_column(default=False)
    finding: Mapped[str] = mapped_column(String(2000), default="")
    reviewed_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("verdict", Verdict),
        UniqueConstraint("id", "amount", "verdict"),
        CheckConstraint("share BETWEEN 1 AND 100", name="share_range"),
        CheckConstraint("amount >= 0", name="amount_not_negative"),
        CheckConstraint("verdict = 'open' OR (finding <> '' AND reviewed_at IS NOT NULL)", name="verdict_reasoned"),
        CheckConstraint("verdict <> 'rectify' OR rectified", name="rectified_once"),
    )


class Payment(Identified, Base):
    """Money paid for one passed milestone: once, and never above its part."""

    __tablename__ = "payment"

    milestone_id: Mapped[int] = mapped_column(unique=True)
    milestone_amount: Mapped[int]
    milestone_verdict: Mapped[str] = mapped_column(String(12), default=Verdict.PASSED)
    amount: Mapped[int]
    paid_on: Mapped[date]
    voucher: Mapped[str] = mapped_column(String(80), default="")
    recorded_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        ForeignKeyConstraint(
            ["milestone_id", "milestone_amount", "milestone_verdict"],
            ["pledge_milestone.id", "pledge_milestone.amount", "pledge_milestone.verdict"],
            name="fk_payment_passed_milestone",
        ),
        CheckConstraint("milestone_verdict = 'passed'", name="milestone_passed"),
        CheckConstraint("amount > 0 AND amount <= milestone_amount", name="within_milestone"),
    )


class RaceRound(Identified, Base):
    """A round of a race: its protocol and its cut, fixed before anybody starts."""

    __tablename__ = "race_round"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    number: Mapped[int]
    protocol: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    keep: Mapped[int | None]
    threshold: Mapped[int | None]
    fixed_at: Mapped[datetime] = mapped_column(default=clock.now)
    decided_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("challenge_id", "number"),
        CheckConstraint("number > 0 AND protocol <> ''", name="whole"),
        CheckConstraint("(keep IS NULL) <> (threshold IS NULL)", name="one_cut"),
        CheckConstraint("keep IS NULL OR keep > 0", name="keep_positive"),
        CheckConstraint("threshold IS NULL OR threshold BETWEEN 0 AND 100", name="threshold_range"),
    )


class RaceResult(Base):
    """What one runner measured in one round (points 0 to 100), and why it goes on or not."""

    __tablename__ = "race_result"

    round_id: Mapped[int] = mapped_column(ForeignKey("race_round.id", ondelete="CASCADE"), primary_key=True)
    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id"), primary_key=True)
    points: Mapped[int]
    rationale: Mapped[str] = mapped_column(String(2000))
    advanced: Mapped[bool | None]

    __table_args__ = (
        CheckConstraint("points BETWEEN 0 AND 100", name="points_range"),
        CheckConstraint("rationale <> ''", name="rationale_given"),
    )
