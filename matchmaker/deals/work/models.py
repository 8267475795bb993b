"""Tasks of a deal, the times it was pressed, and what became of it after signing."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.core import clock
from matchmaker.core.db import Base, Identified, Versioned, one_of
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal

TITLE_LENGTH = 200
FOLLOW_UP_MONTHS = (6, 12, 24)


class Owner(StrEnum):
    """Who is to do a task."""

    NEED = "need"
    ACHIEVEMENT = "achievement"
    OFFICER = "officer"


OWNER_LABELS: dict[str, str] = {
    Owner.NEED: N_("需求方"),
    Owner.ACHIEVEMENT: N_("成果方"),
    Owner.OFFICER: N_("联络员"),
}


class Audience(StrEnum):
    """Who may open a file of a deal: both sides, or one who put it there; officers always."""

    SHARED = "shared"
    NEED = "need"
    ACHIEVEMENT = "achievement"
    OFFICERS = "officers"


class Outcome(StrEnum):
    """What became of a signed deal."""

    IN_USE = "in_use"
    PREPARING = "preparing"
    STOPPED = "stopped"


OUTCOME_LABELS: dict[str, str] = {
    Outcome.IN_USE: N_("已投入使用"),
    Outcome.PREPARING: N_("仍在实施，尚未投用"),
    Outcome.STOPPED: N_("已停止"),
}


class NudgeKind(StrEnum):
    """First both sides are reminded, then the officers are told."""

    REMINDER = "reminder"
    ESCALATION = "escalation"


class DealTask(Identified, Base):
    """Something one party has to do by a day; done until somebody opens it again. Both sides see it."""

    __tablename__ = "deal_task"

    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    owner: Mapped[str] = mapped_column(String(12))
    due_on: Mapped[date]
    created_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None]
    reminded_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("owner", Owner),
        CheckConstraint("length(title) > 0", name="title_given"),
        CheckConstraint("done_by IS NULL OR done_at IS NOT NULL", name="done_dated"),
        CheckConstraint("escalated_at IS NULL OR reminded_at IS NOT NULL", name="reminded_first"),
        Index(None, "owner", "done_at", "due_on"),
    )


class DealNudge(Identified, Base):
    """That a deal which stands still since ``since`` was pressed; each kind once for each standstill."""

    __tablename__ = "deal_nudge"

    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(12))
    since: Mapped[datetime]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (one_of("kind", NudgeKind), UniqueConstraint("deal_id", "kind", "since"))


class DealFollowUp(Identified, Versioned, Base):
    """What became of a signed deal 6, 12 and 24 months later; either side or the officer says so.

    ``revenue`` in 分: what the technology has earned its user since signing,
    as far as it is told. ``organization_id``: for which unit it was reported;
    None: by an officer.
    """

    __tablename__ = "deal_follow_up"

    deal_id: Mapped[int] = mapped_column(ForeignKey("deal.id", ondelete="CASCADE"))
    months: Mapped[int]
    due_on: Mapped[date]
    outcome: Mapped[str | None] = mapped_column(String(12))
    revenue: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(1000), default="")
    reported_at: Mapped[datetime | None]
    reported_by: Mapped[int | None]
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"))
    reminded_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]

    deal: Mapped[Deal] = relationship()

    __table_args__ = (
        one_of("outcome", Outcome, optional=True),
        UniqueConstraint("deal_id", "months"),
        CheckConstraint("months IN (6, 12, 24)", name="months_known"),
        CheckConstraint("(outcome IS NULL) = (reported_at IS NULL)", name="reported_dated"),
        CheckConstraint("revenue IS NULL OR (revenue >= 0 AND outcome IS NOT NULL)", name="revenue_reported"),
        Index(None, "due_on"),
    )
