"""揭榜书 after the opening: what was bid, by whom, and how it fares. Money is in 分."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    and_,
)
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from matchmaker.challenges.models.challenge import Challenge
from matchmaker.challenges.models.panel import PanelSeat, Stage
from matchmaker.core import clock
from matchmaker.core.authz import Named, Scope
from matchmaker.core.db import Base, Identified, Stateful, one_of


class BidState(StrEnum):
    """启封 → 资格审核 → 拟立项 → 攻关 → 结论; a runner's own way in a race too."""

    OPENED = "opened"
    QUALIFIED = "qualified"
    PLACED = "placed"
    UNDERTAKING = "undertaking"
    REFUSED = "refused"
    NOT_PLACED = "not_placed"
    ELIMINATED = "eliminated"
    WITHDRAWN = "withdrawn"
    PASSED = "passed"
    RUNNER_UP = "runner_up"
    FAILED_DILIGENT = "failed_diligent"
    FAILED_NEGLIGENT = "failed_negligent"
    STOPPED = "stopped"


B = BidState
BID_ENDED = tuple(state for state in B if state not in {B.OPENED, B.QUALIFIED, B.PLACED, B.UNDERTAKING})


class Bid(Identified, Stateful, Base):
    """One opened bid. ``id`` is random; ``position`` its place in the opening's order.

    ``organization_id`` leads the team; it is never the issuer. The files stay
    encrypted where they are (``blob``); ``content_key`` reads them.
    ``total`` is the weighted score in hundredths once all sheets are in.
    """

    __tablename__ = "bid"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    challenge_id: Mapped[int]
    issuer_id: Mapped[int]
    posting: Mapped[int]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    position: Mapped[int]
    submitted_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    received_at: Mapped[datetime]
    leader: Mapped[str] = mapped_column(String(40))
    plan: Mapped[str] = mapped_column(Text)
    price: Mapped[int]
    members: Mapped[list[Any]] = mapped_column(default=list)
    partners: Mapped[list[Any]] = mapped_column(default=list)
    files: Mapped[list[str]] = mapped_column(default=list)
    blob: Mapped[str] = mapped_column(String(64), unique=True)
    content_key: Mapped[bytes] = mapped_column(LargeBinary)
    receipt: Mapped[dict[str, Any]]
    state_reason: Mapped[str] = mapped_column(String(1000), default="")
    total: Mapped[int | None]
    rank: Mapped[int | None]

    challenge: Mapped[Challenge] = relationship(
        foreign_keys="Bid.challenge_id", primaryjoin="Bid.challenge_id == Challenge.id", viewonly=True
    )
    seats: Mapped[list[PanelSeat]] = relationship(
        primaryjoin=lambda: and_(
            foreign(PanelSeat.challenge_id) == Bid.challenge_id,
            PanelSeat.stage == Stage.REVIEW,
            PanelSeat.conflict.is_(False),
            PanelSeat.left_at.is_(None),
        ),
        viewonly=True,
        uselist=True,
    )
    milestones: Mapped[list[BidMilestone]] = relationship(
        order_by="BidMilestone.position", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (
        one_of("state", BidState),
        ForeignKeyConstraint(["challenge_id", "issuer_id"], ["challenge.id", "challenge.organization_id"]),
        UniqueConstraint("challenge_id", "posting", "organization_id"),
        UniqueConstraint("challenge_id", "posting", "position"),
        CheckConstraint("organization_id <> issuer_id", name="solver_is_not_issuer"),
        CheckConstraint("price > 0", name="price_positive"),
        CheckConstraint("leader <> '' AND plan <> ''", name="whole"),
        CheckConstraint("rank IS NULL OR (rank > 0 AND total IS NOT NULL)", name="rank_of_total"),
        CheckConstraint(
            "state IN ('opened', 'qualified', 'placed', 'undertaking', 'passed', 'runner_up', 'not_placed') "
            "OR state_reason <> ''",
            name="ended_has_reason",
        ),
        Index(None, "challenge_id", "state"),
    )

    def _judges(self) -> list[int]:
        """Who sits on the present panel."""
        return [seat.user_id for seat in self.seats if seat.judging == self.challenge.judging]

    @property
    def scope(self) -> Scope:
        return Scope(
            organizations=frozenset({self.organization_id}),
            parties=frozenset({self.issuer_id}),
            regions=frozenset({self.challenge.region_code}),
            assigned=Named(self._judges),
        )


class BidMilestone(Identified, Base):
    """What a bid proposes to reach by when; the shares of money sum to 100."""

    __tablename__ = "bid_milestone"

    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    due_on: Mapped[date]
    share: Mapped[int]

    __table_args__ = (CheckConstraint("share BETWEEN 1 AND 100", name="share_range"),)


class BidSupplement(Identified, Base):
    """形式补正 after the opening: papers that were missing, no change of substance."""

    __tablename__ = "bid_supplement"

    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id", ondelete="CASCADE"), index=True)
    asked: Mapped[str] = mapped_column(String(500))
    asked_by: Mapped[int | None]
    asked_at: Mapped[datetime] = mapped_column(default=clock.now)
    due_at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(String(2000), default="")
    answered_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("asked <> ''", name="asked_given"),
        CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answer_dated"),
    )
