"""Suggestions, near-duplicates and the state of the index."""

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

from matchmaker.catalog.models import Achievement, Need, RecordKind
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


class DuplicateState(StrEnum):
    """待核对 → 不是重复 / 确认重复; 已消失 once the texts, or one of the records, are no longer there to compare."""

    OPEN = "open"
    DISMISSED = "dismissed"
    CONFIRMED = "confirmed"
    LAPSED = "lapsed"


class DuplicatePair(Identified, Timestamped, Stateful, Base):
    """Two published records of one side that say nearly the same; one row per pair.

    The lower id is the record that was entered first. ``group_key`` is the lowest id among the
    records that hang together by pairs in the same state. The sketches (``engine.sketch``) tell
    whether a text that was judged has become another one. A decided pair keeps the likeness and
    the sketches that it was decided on.
    """

    __tablename__ = "duplicate_pair"

    record_kind: Mapped[str] = mapped_column(String(16))
    lower_id: Mapped[int]
    higher_id: Mapped[int]
    lower_region_code: Mapped[str] = mapped_column(String(12))
    higher_region_code: Mapped[str] = mapped_column(String(12))
    group_key: Mapped[int]
    likeness: Mapped[float] = mapped_column(Float)
    engine_version: Mapped[str] = mapped_column(String(40))
    lower_sketch: Mapped[dict[str, Any]]
    higher_sketch: Mapped[dict[str, Any]]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime | None]
    note: Mapped[str] = mapped_column(String(500), default="")

    __table_args__ = (
        one_of("state", DuplicateState),
        one_of("record_kind", RecordKind),
        UniqueConstraint("record_kind", "lower_id", "higher_id"),
        CheckConstraint("lower_id < higher_id", name="ids_ascend"),
        CheckConstraint("likeness >= 0 AND likeness <= 1.000001", name="likeness_scale"),
        CheckConstraint("state NOT IN ('dismissed', 'confirmed') OR decided_at IS NOT NULL", name="decision_dated"),
        Index(None, "record_kind", "state", "group_key"),
        Index(None, "record_kind", "higher_id"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(regions=frozenset({self.lower_region_code, self.higher_region_code}))


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
