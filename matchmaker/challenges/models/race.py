"""A race beside its rounds: who wins, fixed before the start, who was first, and what teams had to say."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.core import clock
from matchmaker.core.db import Base, Versioned, one_of
from matchmaker.core.i18n import N_


class WinnerRule(StrEnum):
    """By what a race is won (domain part 3, 赛马)."""

    FIRST = "first"
    BEST = "best"


class EqualPoints(StrEnum):
    """Who is ahead of two with the same points in the last round."""

    EARLIER = "earlier"
    CHEAPER = "cheaper"


WINNER_LABELS = {
    WinnerRule.FIRST: N_("先达标者胜：最先达到全部考核指标并经验收确认的团队胜出"),
    WinnerRule.BEST: N_("终评最优者胜：最后一轮得分最高并通过验收的团队胜出"),
}
EQUAL_LABELS = {
    EqualPoints.EARLIER: N_("最后一个节点先通过考核者在前；仍相同的，合同金额低者在前"),
    EqualPoints.CHEAPER: N_("合同金额低者在前；仍相同的，最后一个节点先通过考核者在前"),
}


class RaceRule(Versioned, Base):
    """By what a challenge's race is won. It stands before the work begins and is not changed after."""

    __tablename__ = "race_rule"

    challenge_id: Mapped[int] = mapped_column(
        ForeignKey("challenge.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    winner: Mapped[str] = mapped_column(String(8))
    equal_points: Mapped[str] = mapped_column(String(8))
    fixed_at: Mapped[datetime] = mapped_column(default=clock.now)
    fixed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    __table_args__ = (one_of("winner", WinnerRule), one_of("equal_points", EqualPoints))


class RaceFinish(Base):
    """A runner met all indicators, as the ``place``-th of its race; ``finding`` says by what that was seen."""

    __tablename__ = "race_finish"

    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id"), primary_key=True, autoincrement=False)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    place: Mapped[int]
    finding: Mapped[str] = mapped_column(String(2000))
    found_at: Mapped[datetime] = mapped_column(default=clock.now)
    found_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    __table_args__ = (
        UniqueConstraint("challenge_id", "place"),
        CheckConstraint("place > 0 AND finding <> ''", name="whole"),
    )


class BidStatement(Versioned, Base):
    """陈述: what an eliminated team had to say, once, and what was answered."""

    __tablename__ = "bid_statement"

    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id"), primary_key=True, autoincrement=False)
    body: Mapped[str] = mapped_column(Text)
    made_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    made_at: Mapped[datetime] = mapped_column(default=clock.now)
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    answered_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("body <> ''", name="body_given"),
        CheckConstraint("(answer = '') = (answered_at IS NULL)", name="answer_dated"),
    )
