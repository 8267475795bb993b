"""科技成果: fields of the registration form as in domain 2A."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

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
from matchmaker.core.db import Base, Identified, one_of


class AchievementState(StrEnum):
    """draft → proposed (a scout's, awaiting the unit) → submitted → published …"""

    DRAFT = "draft"
    PROPOSED = "proposed"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    PUBLISHED = "published"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Achievement(Listing, Base):
    """A university's or institute's result offered for use."""

    __tablename__ = "achievement"

    summary: Mapped[str] = mapped_column(Text, default="")
    problem_solved: Mapped[str] = mapped_column(Text, default="")
    advantage: Mapped[str] = mapped_column(Text, default="")
    keywords: Mapped[list[str]] = mapped_column(default=list)
    tags: Mapped[list[str]] = mapped_column(default=list)
    form: Mapped[str | None] = mapped_column(String(32))
    origin_kind: Mapped[str | None] = mapped_column(String(32))
    trl: Mapped[int | None] = mapped_column(index=True)
    trl_evidence: Mapped[str] = mapped_column(String(500), default="")
    level_claim: Mapped[str] = mapped_column(String(32), default="not_evaluated")
    evaluation_method: Mapped[str | None] = mapped_column(String(32))
    evaluation_date: Mapped[date | None]
    evaluation_body: Mapped[str] = mapped_column(String(100), default="")
    ip_status: Mapped[str | None] = mapped_column(String(24))
    ownership: Mapped[str | None] = mapped_column(String(32))
    ownership_note: Mapped[str] = mapped_column(String(300), default="")
    completed_by: Mapped[str] = mapped_column(String(200), default="")
    contact_team: Mapped[str] = mapped_column(String(100), default="")
    transfer_modes: Mapped[list[str]] = mapped_column(default=list)
    price_min: Mapped[int | None]
    price_max: Mapped[int | None] = mapped_column(index=True)
    pricing_method: Mapped[str | None] = mapped_column(String(16))
    registration_number: Mapped[str | None] = mapped_column(String(12))
    secrecy_cleared: Mapped[bool | None]
    secrecy_cleared_on: Mapped[date | None]
    captured_on: Mapped[date | None]
    capture_note: Mapped[str] = mapped_column(String(500), default="")

    indicators: Mapped[list[AchievementIndicator]] = relationship(
        order_by="AchievementIndicator.position", cascade="all, delete-orphan", passive_deletes=True
    )
    ip_rights: Mapped[list[IpRight]] = relationship(
        order_by="IpRight.position", cascade="all, delete-orphan", passive_deletes=True
    )

    pasted: Mapped[PastedNote | None] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    __table_args__ = (
        one_of("state", AchievementState),
        one_of("disclosure", Disclosure),
        UniqueConstraint("id", "organization_id"),
        Index(
            "uq_achievement_source_external_id",
            "source",
            "external_id",
            unique=True,
            sqlite_where=text("external_id IS NOT NULL"),
            postgresql_where=text("external_id IS NOT NULL"),
        ),
        CheckConstraint("trl IS NULL OR trl BETWEEN 1 AND 9", name="trl_scale"),
        CheckConstraint("price_min IS NULL OR price_min >= 0", name="price_min_not_negative"),
        CheckConstraint("price_max IS NULL OR price_min IS NULL OR price_max >= price_min", name="price_ordered"),
        CheckConstraint("quality BETWEEN 0 AND 100", name="quality_scale"),
        CheckConstraint("length(title) > 0", name="title_given"),
        CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_dated"),
        Index(None, "state", "published_at"),
        # what a list of one's own sorts and counts lies in the index, wide as the rows are
        Index(None, "organization_id", "state", "updated_at"),
        Index(None, "entered_by", "organization_id", "state", "updated_at"),
    )


class PastedNote(Base):
    """What of a pasted introduction no field took: shown beside the draft's form alone, dropped on publication."""

    __tablename__ = "pasted_note"

    achievement_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organization_id: Mapped[int]
    text: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        ForeignKeyConstraint(
            ["achievement_id", "organization_id"],
            ["achievement.id", "achievement.organization_id"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
    )


class AchievementIndicator(Identified, Base):
    """主要技术指标: name, value reached, unit, test condition, baseline."""

    __tablename__ = "achievement_indicator"

    achievement_id: Mapped[int]
    organization_id: Mapped[int]
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(80))
    value: Mapped[str] = mapped_column(String(80), default="")
    unit: Mapped[str] = mapped_column(String(30), default="")
    condition: Mapped[str] = mapped_column(String(200), default="")
    baseline: Mapped[str] = mapped_column(String(120), default="")

    __table_args__ = (
        ForeignKeyConstraint(
            ["achievement_id", "organization_id"],
            ["achievement.id", "achievement.organization_id"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        Index(None, "achievement_id"),
    )


class IpRight(Identified, Base):
    """知识产权: kind, number, status, holder, end."""

    __tablename__ = "ip_right"

    achievement_id: Mapped[int]
    organization_id: Mapped[int]
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    number: Mapped[str] = mapped_column(String(60), default="")
    status: Mapped[str] = mapped_column(String(16))
    holder: Mapped[str] = mapped_column(String(120), default="")
    expires_on: Mapped[date | None]

    __table_args__ = (
        ForeignKeyConstraint(
            ["achievement_id", "organization_id"],
            ["achievement.id", "achievement.organization_id"],
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        Index(None, "achievement_id"),
    )
