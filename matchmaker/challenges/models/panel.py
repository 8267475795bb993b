"""The advisory council, the seats of panels, what they said and how they scored."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.challenges.models.challenge import Challenge
from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Versioned, one_of


class Background(StrEnum):
    """Where an expert comes from; the council's rule counts the first."""

    ENTERPRISE = "enterprise"
    RESEARCH = "research"
    FINAL_USER = "final_user"
    OTHER = "other"


class CouncilMember(Identified, Versioned, Base):
    """咨询委员会: who sits on a region's council, and from where they come."""

    __tablename__ = "council_member"

    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    background: Mapped[str] = mapped_column(String(12))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    __table_args__ = (
        one_of("background", Background),
        UniqueConstraint("region_code", "user_id"),
        CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name="term_ordered"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(regions=frozenset({self.region_code}))


class Stage(StrEnum):
    """What a panel is for: arguing the need, or judging the bids."""

    ARGUMENT = "argument"
    REVIEW = "review"


class PanelSeat(Identified, Base):
    """One expert on one panel.

    ``conflict`` is None until declared. One conflict with one bidder recuses
    from the whole challenge: whoever may not judge one of several rivals may
    not judge the others either. A seat that somebody else took over stays on
    record with the reason; its sheets stay sealed and are never counted.
    """

    __tablename__ = "panel_seat"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    stage: Mapped[str] = mapped_column(String(12))
    judging: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    background: Mapped[str] = mapped_column(String(12))
    conflict: Mapped[bool | None]
    conflict_note: Mapped[str] = mapped_column(String(500), default="")
    declared_at: Mapped[datetime | None]
    left_at: Mapped[datetime | None]
    left_reason: Mapped[str] = mapped_column(String(500), default="")

    challenge: Mapped[Challenge] = relationship(viewonly=True)

    __table_args__ = (
        one_of("stage", Stage),
        one_of("background", Background),
        UniqueConstraint("challenge_id", "stage", "judging", "user_id"),
        UniqueConstraint("id", "conflict"),
        CheckConstraint("(conflict IS NULL) = (declared_at IS NULL)", name="declaration_dated"),
        CheckConstraint("(left_at IS NULL) = (left_reason = '')", name="leaving_has_reason"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(assigned=frozenset({self.user_id}), regions=frozenset({self.challenge.region_code}))


class Opinion(StrEnum):
    """An expert's outcome of the argument."""

    PASS = "pass"  # noqa: S105 - no password
    REFINE = "refine"
    VETO = "veto"


class ArgumentOpinion(Base):
    """What one expert said of the need and, apart from it, of its money."""

    __tablename__ = "argument_opinion"

    seat_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seat_conflict: Mapped[bool] = mapped_column(default=False)
    on_need: Mapped[str] = mapped_column(String(12))
    on_funds: Mapped[str] = mapped_column(String(12))
    comment: Mapped[str] = mapped_column(String(2000))
    given_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        one_of("on_need", Opinion),
        one_of("on_funds", Opinion),
        ForeignKeyConstraint(["seat_id", "seat_conflict"], ["panel_seat.id", "panel_seat.conflict"]),
        CheckConstraint("NOT seat_conflict", name="not_recused"),
        CheckConstraint("comment <> ''", name="comment_given"),
    )


class ScoreSheet(Identified, Base):
    """One reviewer's sheet for one bid; ``sealed`` holds it until all are in, then it is empty."""

    __tablename__ = "score_sheet"

    seat_id: Mapped[int]
    seat_conflict: Mapped[bool] = mapped_column(default=False)
    bid_id: Mapped[int] = mapped_column(ForeignKey("bid.id"), index=True)
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary)
    given_at: Mapped[datetime] = mapped_column(default=clock.now)

    scores: Mapped[list[Score]] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    __table_args__ = (
        UniqueConstraint("seat_id", "bid_id"),
        ForeignKeyConstraint(["seat_id", "seat_conflict"], ["panel_seat.id", "panel_seat.conflict"]),
        CheckConstraint("NOT seat_conflict", name="not_recused"),
    )


class Score(Base):
    """Points (0 to 100) for one line of the sheet, with the reviewer's words."""

    __tablename__ = "score"

    sheet_id: Mapped[int] = mapped_column(ForeignKey("score_sheet.id", ondelete="CASCADE"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("challenge_criterion.id"), primary_key=True)
    points: Mapped[int]
    comment: Mapped[str] = mapped_column(String(1000))

    __table_args__ = (
        CheckConstraint("points BETWEEN 0 AND 100", name="points_range"),
        CheckConstraint("comment <> ''", name="comment_given"),
    )
