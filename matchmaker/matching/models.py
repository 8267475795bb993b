"""Suggestions and the state of the index."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.catalog.models import Achievement, Need
from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Stateful, Timestamped, one_of


class SuggestionState(StrEnum):
    """待决定 → 暂缓 / 通过 / 不通过, or 取代 by a newer match."""

    PROPOSED = "proposed"
    HELD = "held"
    APPROVED = "approved"
    REJECTED = "rejected"
    SUPERSEDED = "superseded"


class Level(StrEnum):
    """强 / 较强 / 弱 / 无相关."""

    STRONG = "strong"
    FAIR = "fair"
    WEAK = "weak"
    NONE = "none"


class Suggestion(Identified, Timestamped, Stateful, Base):
    """A scored, explained need–achievement pair; one row per pair.

    ``parts`` is a list of {"term", "weight", "half"}, with "said" where the
    need says another word for the term; with ``rest`` they add up to
    ``score``. ``facts`` is a list of {"kind", "fits", ...}. A decided
    suggestion keeps what it was decided on.
    """

    __tablename__ = "suggestion"

    need_id: Mapped[int]
    need_organization_id: Mapped[int]
    achievement_id: Mapped[int]
    achievement_organization_id: Mapped[int]
    region_code: Mapped[str] = mapped_column(String(12))
    score: Mapped[float] = mapped_column(Float)
    level: Mapped[str] = mapped_column(String(8))
    rank: Mapped[int]
    parts: Mapped[list[Any]] = mapped_column(default=list)
    rest: Mapped[float] = mapped_column(Float, default=0.0)
    facts: Mapped[list[Any]] = mapped_column(default=list)
    engine_version: Mapped[str] = mapped_column(String(40))
    asked_by: Mapped[int | None]
    asked_side: Mapped[str | None] = mapped_column(String(12))
    asked_at: Mapped[datetime | None]
    asked_note: Mapped[str] = mapped_column(String(500), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    reasons: Mapped[list[str]] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(String(500), default="")
    share_reason: Mapped[bool] = mapped_column(default=True)
    hold_until: Mapped[datetime | None]

    need: Mapped[Need] = relationship(
        foreign_keys="Suggestion.need_id",
        primaryjoin="Suggestion.need_id == Need.id",
        viewonly=True,
    )
    achievement: Mapped[Achievement] = relationship(
        foreign_keys="Suggestion.achievement_id",
        primaryjoin="Suggestion.achievement_id == Achievement.id",
        viewonly=True,
    )

    __table_args__ = (
        one_of("state", SuggestionState),
        one_of("level", Level),
        one_of("asked_side", ("need", "achievement"), optional=True),
        UniqueConstraint("need_id", "achievement_id"),
        ForeignKeyConstraint(
            ["need_id", "need_organization_id"],
            ["need.id", "need.organization_id"],
            ondelete="CASCADE",
        ),
        ForeignKeyConstraint(
            ["achievement_id", "achievement_organization_id"],
            ["achievement.id", "achievement.organization_id"],
            ondelete="CASCADE",
        ),
        CheckConstraint("score >= 0 AND score <= 1.000001", name="score_scale"),
        CheckConstraint("rank >= 0", name="rank_not_negative"),
        CheckConstraint("state NOT IN ('approved', 'rejected') OR decided_at IS NOT NULL", name="decision_dated"),
        Index(None, "state", "region_code", "score"),
        Index(None, "achievement_id", "state"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(
            parties=frozenset({self.need_organization_id, self.achievement_organization_id}),
            regions=frozenset({self.region_code}),
        )


class IndexChange(Identified, Base):
    """One record that entered or left the index; processes catch up by id."""

    __tablename__ = "index_change"

    record_kind: Mapped[str] = mapped_column(String(16))
    record_id: Mapped[int]
    present: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        one_of("record_kind", ("achievement", "need")),
        Index(None, "record_kind", "record_id"),
    )


class IndexGeneration(Base):
    """The fitted index all processes should serve, one per side.

    ``generation`` names the artifact; ``built_through`` is the last IndexChange
    it contains. What came later is added by each process itself.
    ``fingerprint`` sums up the published records it was fitted on.
    """

    __tablename__ = "index_generation"

    record_kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    generation: Mapped[str] = mapped_column(String(40))
    built_through: Mapped[int]
    fingerprint: Mapped[str] = mapped_column(String(80))
    documents: Mapped[int]
    engine_version: Mapped[str] = mapped_column(String(40))
    built_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (one_of("record_kind", ("achievement", "need")),)
