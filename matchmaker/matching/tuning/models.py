"""Versions of how needs are read: what administrators wrote down and what decisions taught."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Stateful, Timestamped, one_of
from matchmaker.engine.tuning import TITLE_SHARE


class TuningState(StrEnum):
    """待启用 → 使用中 → 已停用 (and back), or 弃用."""

    CANDIDATE = "candidate"
    LIVE = "live"
    RETIRED = "retired"
    DISCARDED = "discarded"


class Origin(StrEnum):
    """Which of the two parts a version changed; the other one is that of the version before."""

    LEXICON = "lexicon"
    LEARNED = "learned"


class EngineTuning(Identified, Timestamped, Stateful, Base):
    """One version, numbered by its id. At most one is live; without one the engine reads as it is built.

    The lexicon: ``words``, a list of {"word", "counts"} with a code of
    ``lexicon.COUNTS``, and ``synonyms``, a list of lists of words. What was
    learned: ``title_share``, ``factors`` (word → how often it counts) and in
    ``learned_from`` the figures about the decisions. ``base_id`` is the
    version that was live when this one was made and compared; ``comparison``
    is what ``services.measure`` found, empty before it did.
    """

    __tablename__ = "engine_tuning"

    origin: Mapped[str] = mapped_column(String(12))
    base_id: Mapped[int | None] = mapped_column(ForeignKey("engine_tuning.id"))
    words: Mapped[list[Any]] = mapped_column(default=list)
    synonyms: Mapped[list[Any]] = mapped_column(default=list)
    title_share: Mapped[float] = mapped_column(Float, default=TITLE_SHARE)
    factors: Mapped[dict[str, Any]] = mapped_column(default=dict)
    learned_from: Mapped[dict[str, Any]] = mapped_column(default=dict)
    comparison: Mapped[dict[str, Any]] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(String(500), default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    live_at: Mapped[datetime | None]
    live_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    __table_args__ = (
        one_of("state", TuningState),
        one_of("origin", Origin),
        CheckConstraint("title_share > 0 AND title_share < 1", name="title_share_scale"),
        CheckConstraint("state IN ('candidate', 'discarded') OR live_at IS NOT NULL", name="live_dated"),
        Index(
            "uq_engine_tuning_live",
            "state",
            unique=True,
            sqlite_where=text("state = 'live'"),
            postgresql_where=text("state = 'live'"),
        ),
    )

    @property
    def scope(self) -> Scope:
        """It belongs to nobody in particular: one installation reads needs in one way."""
        return Scope()
