"""技术需求: fields of the need form as in domain 2B, and its refinement 凝练."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.catalog.models.shared import Disclosure, Listing
from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Stateful, one_of


class NeedState(StrEnum):
    """draft → proposed (代填, awaiting the enterprise) → submitted → refining → published …"""

    DRAFT = "draft"
    PROPOSED = "proposed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    REFINING = "refining"
    PUBLISHED = "published"
    SOLVED = "solved"
    UNSOLVED = "unsolved"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    PROMOTED = "promoted"


class Need(Listing, Base):
    """An enterprise's technical need. Money is in 分."""

    __tablename__ = "need"

    background: Mapped[str] = mapped_column(Text, default="")
    problem: Mapped[str] = mapped_column(Text, default="")
    tried_before: Mapped[str] = mapped_column(Text, default="")
    research_content: Mapped[str] = mapped_column(Text, default="")
    not_quantifiable: Mapped[bool] = mapped_column(default=False)
    need_type: Mapped[str | None] = mapped_column(String(32), index=True)
    deadline_months: Mapped[int | None]
    budget_band: Mapped[str | None] = mapped_column(String(16), index=True)
    budget: Mapped[int | None]
    funding_source: Mapped[str] = mapped_column(String(60), default="")
    cooperation_modes: Mapped[list[str]] = mapped_column(default=list)
    ownership_intent: Mapped[str] = mapped_column(String(120), default="")
    solver_requirements: Mapped[str] = mapped_column(Text, default="")
    existing_conditions: Mapped[str] = mapped_column(Text, default="")
    wished_experts: Mapped[str] = mapped_column(String(200), default="")
    is_bottleneck: Mapped[bool] = mapped_column(default=False)
    open_to_challenge: Mapped[bool] = mapped_column(default=False)
    contact_is_decider: Mapped[bool] = mapped_column(default=False)

    indicators: Mapped[list[NeedIndicator]] = relationship(
        order_by="NeedIndicator.position", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (
        one_of("state", NeedState),
        one_of("disclosure", Disclosure),
        UniqueConstraint("id", "organization_id"),
        Index(
            "uq_need_source_external_id",
            "source",
            "external_id",
            unique=True,
            sqlite_where=text("external_id IS NOT NULL"),
            postgresql_where=text("external_id IS NOT NULL"),
        ),
        CheckConstraint("deadline_months IS NULL OR deadline_months BETWEEN 1 AND 120", name="deadline_range"),
        CheckConstraint("budget IS NULL OR budget >= 0", name="budget_not_negative"),
        CheckConstraint("quality BETWEEN 0 AND 100", name="quality_scale"),
        CheckConstraint("length(title) > 0", name="title_given"),
        CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_dated"),
        Index(None, "state", "published_at"),
        # what a list of one's own sorts and counts lies in the index, wide as the rows are
        Index(None, "organization_id", "state", "updated_at"),
        Index(None, "entered_by", "organization_id", "state", "updated_at"),
    )


class NeedIndicator(Identified, Base):
    """技术指标: name, present value, target, unit, test method."""

    __tablename__ = "need_indicator"

    need_id: Mapped[int]
    organization_id: Mapped[int]
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    present: Mapped[str] = mapped_column(String(80), default="")
    target: Mapped[str] = mapped_column(String(80), default="")
    unit: Mapped[str] = mapped_column(String(30), default="")
    method: Mapped[str] = mapped_column(String(200), default="")

    __table_args__ = (
        ForeignKeyConstraint(
            ["need_id", "organization_id"],
            ["need.id", "need.organization_id"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        Index(None, "need_id"),
    )


class RefinementState(StrEnum):
    """A refinement waits for the enterprise: agreed, declined or replaced."""

    OFFERED = "offered"
    AGREED = "agreed"
    DECLINED = "declined"
    REPLACED = "replaced"


class Refinement(Identified, Stateful, Base):
    """凝练: the sharpened text beside the original, agreed by the enterprise.

    ``proposed`` holds the refined fields ({"title", "one_liner", "problem",
    "indicators": [...]}), ``original`` the same fields as they stood.
    """

    __tablename__ = "refinement"

    need_id: Mapped[int]
    organization_id: Mapped[int]
    region_code: Mapped[str] = mapped_column(String(12))
    author_id: Mapped[int | None]
    proposed: Mapped[dict[str, Any]]
    original: Mapped[dict[str, Any]]
    note: Mapped[str] = mapped_column(String(1000), default="")
    answer_note: Mapped[str] = mapped_column(String(1000), default="")
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[int | None]

    __table_args__ = (
        one_of("state", RefinementState),
        ForeignKeyConstraint(
            ["need_id", "organization_id"],
            ["need.id", "need.organization_id"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        Index(
            "uq_refinement_offered",
            "need_id",
            unique=True,
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
    )

    @property
    def scope(self) -> Scope:
        return Scope(organizations=frozenset({self.organization_id}), regions=frozenset({self.region_code}))
