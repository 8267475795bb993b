"""The dossier of a pricing decision, the objections to it, and each unit's own list of duties.

What the dossier supports is narrow: the responsibility for a pricing decision
when the value changes afterwards, provided the price came about by listing or
auction in a technology market, or by agreement with a public notice, with due
care and without unlawful gain (蚌埠重点任务分工第63项; 高校院所成果转化文件).
It proves how the decision was made; whether it covers is for others to judge.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.catalog.vocabulary import PRICING_METHODS
from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Stateful, Timestamped, one_of
from matchmaker.core.i18n import N_
from matchmaker.deals.demands import SIGNED_MODES
from matchmaker.deals.models import Deal
from matchmaker.organizations.models import Organization

ALIVE = "state <> 'abandoned'"


class DossierState(StrEnum):
    """编制中 → 公示中 → 已封存; 已作废 frees the deal for a new one."""

    DRAFT = "draft"
    ON_NOTICE = "on_notice"
    SEALED = "sealed"
    ABANDONED = "abandoned"


class NoticeAudience(StrEnum):
    """Who may read a public notice."""

    UNIT = "unit"
    CITY = "city"


AUDIENCE_LABELS: dict[str, str] = {
    NoticeAudience.UNIT: N_("本单位"),
    NoticeAudience.CITY: N_("全市，任何人可见"),
}
FILE_LABELS: dict[str, str] = {
    "decision": N_("集体决策或审批材料"),
    "basis": N_("定价依据材料"),
    "appraisal": N_("评估报告"),
    "venue": N_("交易场所的成交证明"),
    "related": N_("关联交易材料"),
    "other": N_("其他"),
}


class ObjectionOutcome(StrEnum):
    """How an objection was answered."""

    UPHELD = "upheld"
    DISMISSED = "dismissed"


OUTCOME_LABELS: dict[str, str] = {
    ObjectionOutcome.UPHELD: N_("采纳"),
    ObjectionOutcome.DISMISSED: N_("不采纳"),
}


class DutyChecklist(Identified, Base):
    """尽职免责清单 as a unit has written it; each change is a new version, so that a dossier keeps its own."""

    __tablename__ = "duty_checklist"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    number: Mapped[int]
    items: Mapped[list[str]]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        UniqueConstraint("organization_id", "number"),
        UniqueConstraint("id", "organization_id"),
        CheckConstraint("number > 0", name="number_positive"),
    )


class PricingDossier(Identified, Timestamped, Stateful, Base):
    """One pricing decision of the seller's unit over a deal; of each deal one that is not abandoned.

    ``price`` and ``appraised_value`` in 分. ``title`` and, if ``show_price``,
    the price are what the notice shows; it may be read from the day of posting
    to the end of ``notice_until``. ``answers`` go with the items of the
    checklist: [{"done": bool, "note": str}]. ``sealed_sha256`` is the hash of
    the sealed file, whose bytes are an attachment of purpose "sealed".
    """

    __tablename__ = "pricing_dossier"

    deal_id: Mapped[int]
    organization_id: Mapped[int] = mapped_column(index=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    title: Mapped[str] = mapped_column(String(200))
    transfer_mode: Mapped[str | None] = mapped_column(String(24))
    method: Mapped[str | None] = mapped_column(String(16))
    price: Mapped[int | None]
    decided_on: Mapped[date | None]
    basis: Mapped[str] = mapped_column(Text, default="")
    venue: Mapped[str] = mapped_column(String(100), default="")
    venue_reference: Mapped[str] = mapped_column(String(100), default="")
    appraised: Mapped[bool | None]
    appraiser: Mapped[str] = mapped_column(String(100), default="")
    appraised_value: Mapped[int | None]
    appraised_on: Mapped[date | None]
    appraisal_reason: Mapped[str] = mapped_column(String(1000), default="")
    related: Mapped[bool | None]
    related_note: Mapped[str] = mapped_column(String(1000), default="")
    audience: Mapped[str | None] = mapped_column(String(8))
    show_price: Mapped[bool] = mapped_column(default=False)
    notice_contact: Mapped[str] = mapped_column(String(200), default="")
    notice_posted_at: Mapped[datetime | None]
    notice_until: Mapped[date | None]
    checklist_id: Mapped[int | None]
    answers: Mapped[list[Any]] = mapped_column(default=list)
    sealed_sha256: Mapped[str | None] = mapped_column(String(64))
    sealed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    deal: Mapped[Deal] = relationship(
        foreign_keys="PricingDossier.deal_id", primaryjoin="PricingDossier.deal_id == Deal.id", viewonly=True
    )
    organization: Mapped[Organization] = relationship(
        foreign_keys="PricingDossier.organization_id",
        primaryjoin="PricingDossier.organization_id == Organization.id",
        viewonly=True,
    )
    checklist: Mapped[DutyChecklist | None] = relationship(
        foreign_keys="PricingDossier.checklist_id",
        primaryjoin="PricingDossier.checklist_id == DutyChecklist.id",
        viewonly=True,
    )

    __table_args__ = (
        one_of("state", DossierState),
        one_of("transfer_mode", SIGNED_MODES, optional=True),
        one_of("method", PRICING_METHODS, optional=True),
        one_of("audience", NoticeAudience, optional=True),
        ForeignKeyConstraint(["deal_id", "organization_id"], ["deal.id", "deal.achievement_organization_id"]),
        ForeignKeyConstraint(
            ["checklist_id", "organization_id"], ["duty_checklist.id", "duty_checklist.organization_id"]
        ),
        CheckConstraint("length(title) > 0", name="title_given"),
        CheckConstraint("price IS NULL OR price > 0", name="price_positive"),
        CheckConstraint("appraised_value IS NULL OR appraised_value > 0", name="value_positive"),
        CheckConstraint(
            "state <> 'on_notice' OR (method = 'negotiated' AND price IS NOT NULL AND audience IS NOT NULL"
            " AND notice_posted_at IS NOT NULL AND notice_until IS NOT NULL)",
            name="noticed_whole",
        ),
        CheckConstraint("(notice_posted_at IS NULL) = (notice_until IS NULL)", name="notice_dated"),
        CheckConstraint(
            "state <> 'sealed' OR (sealed_sha256 IS NOT NULL AND method IS NOT NULL AND price IS NOT NULL)",
            name="sealed_whole",
        ),
        Index(
            "uq_pricing_dossier_alive",
            "deal_id",
            unique=True,
            sqlite_where=text(ALIVE),
            postgresql_where=text(ALIVE),
        ),
        Index(None, "audience", "notice_until"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(organizations=frozenset({self.organization_id}), regions=frozenset({self.region_code}))


class PricingObjection(Identified, Base):
    """An objection to a notice, as the unit or an officer has recorded it, and how it was answered.

    While one is open the dossier cannot be sealed.
    """

    __tablename__ = "pricing_objection"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("pricing_dossier.id", ondelete="CASCADE"), index=True)
    raised_by: Mapped[str] = mapped_column(String(100))
    raised_on: Mapped[date]
    body: Mapped[str] = mapped_column(String(2000))
    outcome: Mapped[str | None] = mapped_column(String(12))
    handling: Mapped[str] = mapped_column(String(2000), default="")
    handled_on: Mapped[date | None]
    recorded_by: Mapped[int | None]
    handled_by: Mapped[int | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    dossier: Mapped[PricingDossier] = relationship()

    __table_args__ = (
        one_of("outcome", ObjectionOutcome, optional=True),
        CheckConstraint("length(body) > 0", name="body_given"),
        CheckConstraint(
            "(outcome IS NULL) = (handled_on IS NULL) AND (outcome IS NULL OR length(handling) > 0)",
            name="handled_whole",
        ),
        CheckConstraint("handled_on IS NULL OR handled_on >= raised_on", name="handled_after_raised"),
    )
