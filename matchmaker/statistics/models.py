"""Indicators that places are judged by, their targets, and figures of closed years. Money is in 分."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Versioned, one_of
from matchmaker.core.i18n import N_
from matchmaker.organizations.models import Region
from matchmaker.statistics.metrics import Metric, Unit, Window


class Force(StrEnum):
    """Whether the text an indicator comes from holds."""

    IN_FORCE = "in_force"
    EXPIRED = "expired"
    DRAFT = "draft"
    UNCLEAR = "unclear"


class CountedWhen(StrEnum):
    """When a result counts as 转化; the texts do not say."""

    SIGNED = "signed"
    RECEIVED = "received"
    PRODUCED = "produced"


FORCE_LABELS = {
    Force.IN_FORCE: N_("现行"),
    Force.EXPIRED: N_("已到期，仅供参考"),
    Force.DRAFT: N_("征求意见稿，不作依据"),
    Force.UNCLEAR: N_("效力待确认"),
}
COUNTED_WHEN_LABELS = {
    CountedWhen.SIGNED: N_("签约"),
    CountedWhen.RECEIVED: N_("到账"),
    CountedWhen.PRODUCED: N_("投产"),
}


class Kpi(Identified, Versioned, Base):
    """An indicator of one place: what is counted, over what time, in what unit, by which clause.

    ``outside_only``: the seller sits outside the city (市外). ``counted_when``
    belongs to results alone. ``note`` says what the text leaves open.
    """

    __tablename__ = "kpi"

    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    title: Mapped[str] = mapped_column(String(60))
    metric: Mapped[str] = mapped_column(String(20))
    span: Mapped[str] = mapped_column(String(8))
    unit: Mapped[str] = mapped_column(String(8))
    outside_only: Mapped[bool] = mapped_column(default=False)
    counted_when: Mapped[str | None] = mapped_column(String(12))
    source: Mapped[str] = mapped_column(String(200))
    force: Mapped[str] = mapped_column(String(12), default=Force.UNCLEAR)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    note: Mapped[str] = mapped_column(String(300), default="")

    region: Mapped[Region] = relationship(lazy="raise")
    targets: Mapped[list[KpiTarget]] = relationship(
        order_by="KpiTarget.year, KpiTarget.place", cascade="all, delete-orphan", passive_deletes=True
    )

    __table_args__ = (
        one_of("metric", Metric),
        one_of("span", Window),
        one_of("unit", Unit),
        one_of("force", Force),
        one_of("counted_when", CountedWhen, optional=True),
        UniqueConstraint("region_code", "title"),
        CheckConstraint("title <> '' AND source <> ''", name="whole"),
        CheckConstraint("(metric = 'results') = (counted_when IS NOT NULL)", name="results_say_when"),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="term_ordered"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(regions=frozenset({self.region_code}))

    def first_year(self, year: int) -> int | None:
        """From which year on the figure of ``year`` is counted: that year, the term's first, or None for all."""
        if self.span == Window.YEAR:
            return year
        return self.valid_from.year if self.span == Window.TERM and self.valid_from else None

    def holds_on(self, day: date) -> bool:
        """Whether the text is in force on ``day``."""
        begun = self.valid_from is None or self.valid_from <= day
        return self.force == Force.IN_FORCE and begun and (self.valid_to is None or day <= self.valid_to)


class KpiTarget(Identified, Base):
    """What is to be reached by the end of ``year``: by the whole place ("") or by one assessed unit."""

    __tablename__ = "kpi_target"

    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpi.id", ondelete="CASCADE"))
    place: Mapped[str] = mapped_column(String(60), default="")
    year: Mapped[int]
    value: Mapped[int]
    set_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    set_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        UniqueConstraint("kpi_id", "place", "year"),
        CheckConstraint("value > 0", name="value_positive"),
        CheckConstraint("year BETWEEN 2000 AND 2100", name="year_known"),
    )


class ClosedYear(Identified, Base):
    """A year of a region whose figures were reported and no longer move; corrections are shown beside them."""

    __tablename__ = "closed_year"

    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    year: Mapped[int]
    note: Mapped[str] = mapped_column(String(500), default="")
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    closed_at: Mapped[datetime] = mapped_column(default=clock.now)

    figures: Mapped[list[FrozenFigure]] = relationship(cascade="all, delete-orphan", passive_deletes=True)

    __table_args__ = (UniqueConstraint("region_code", "year"),)

    @property
    def scope(self) -> Scope:
        return Scope(regions=frozenset({self.region_code}))


class FrozenFigure(Base):
    """One figure as it was reported; ``place`` is the assessed unit."""

    __tablename__ = "frozen_figure"

    closed_year_id: Mapped[int] = mapped_column(ForeignKey("closed_year.id", ondelete="CASCADE"), primary_key=True)
    metric: Mapped[str] = mapped_column(String(20), primary_key=True)
    place: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[int]

    __table_args__ = (one_of("metric", Metric), CheckConstraint("value >= 0", name="value_not_negative"))
