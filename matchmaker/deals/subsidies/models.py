"""Rules with their versions, and claims that keep the version they were reckoned by."""

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

from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, JsonValue, Stateful, Timestamped, one_of
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.subsidies.validity import Validity, validity
from matchmaker.organizations.models import Organization, Region


class VersionState(StrEnum):
    """草稿 → 启用 → 停用."""

    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class ClaimState(StrEnum):
    """草稿 → 待受理 → (已退回) → 审核中 → 同意 → 已拨付; or 不同意, 已撤回."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    GRANTED = "granted"
    REFUSED = "refused"
    PAID = "paid"
    WITHDRAWN = "withdrawn"


class SubsidyRule(Identified, Base):
    """One policy of one city; what it says stands in its versions. ``code`` names it in the data file."""

    __tablename__ = "subsidy_rule"

    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"))
    code: Mapped[str] = mapped_column(String(40))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    region: Mapped[Region] = relationship()

    __table_args__ = (UniqueConstraint("region_code", "code"), CheckConstraint("code <> ''", name="code_given"))

    @property
    def scope(self) -> Scope:
        return Scope(regions=frozenset({self.region_code}))


class RuleVersion(Identified, Timestamped, Stateful, Base):
    """What a rule says from one activation to the next.

    ``definition`` and ``vectors`` as in ``rule`` and ``vectors``;
    ``fingerprint`` is their hash and ``passed_fingerprint`` the hash for which
    all vectors passed: the database lets no version be active while the two
    differ. ``confirmed_on``: the day the office stated that a text without
    dates is in force, with its ``confirmed_basis``.
    """

    __tablename__ = "subsidy_version"

    rule_id: Mapped[int] = mapped_column(ForeignKey("subsidy_rule.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(100))
    card: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(String(200))
    clause: Mapped[str] = mapped_column(String(100))
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    confirmed_basis: Mapped[str] = mapped_column(String(500), default="")
    definition: Mapped[dict[str, Any]]
    vectors: Mapped[list[Any]] = mapped_column(JsonValue, default=list)
    fingerprint: Mapped[str] = mapped_column(String(64))
    passed_fingerprint: Mapped[str | None] = mapped_column(String(64))
    activated_at: Mapped[datetime | None]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    rule: Mapped[SubsidyRule] = relationship(lazy="joined", innerjoin=True)

    __table_args__ = (
        one_of("state", VersionState),
        UniqueConstraint("rule_id", "number"),
        UniqueConstraint("id", "rule_id"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("title <> '' AND card <> '' AND source <> '' AND clause <> ''", name="words_given"),
        CheckConstraint("valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name="period_ordered"),
        CheckConstraint("confirmed_on IS NULL OR confirmed_basis <> ''", name="confirmed_with_basis"),
        CheckConstraint(
            "state <> 'active' OR (passed_fingerprint IS NOT NULL AND passed_fingerprint = fingerprint)",
            name="active_passed",
        ),
        Index(
            "uq_subsidy_version_active",
            "rule_id",
            unique=True,
            sqlite_where=text("state = 'active'"),
            postgresql_where=text("state = 'active'"),
        ),
    )

    @property
    def scope(self) -> Scope:
        return self.rule.scope

    @property
    def has_passed(self) -> bool:
        """Whether all vectors passed for what the version says now."""
        return self.passed_fingerprint == self.fingerprint

    def validity(self, day: date | None = None) -> Validity:
        """How the version stands on ``day``, by default today."""
        return validity(
            day or clock.today(),
            starts=self.valid_from,
            ends=self.valid_to,
            is_confirmed=self.confirmed_on is not None,
        )


class Claim(Identified, Timestamped, Stateful, Base):
    """A unit's claim on a rule's version. All amounts in 分.

    ``outcome`` is what the version gave for ``facts``, step by step, when the
    claim was last saved; ``reckoned`` its amount. ``once_key`` says for what
    (a contract, a year, an item) the unit claims: once only, unless refused or
    withdrawn. The officer of ``region_code`` decides.
    """

    __tablename__ = "subsidy_claim"

    rule_id: Mapped[int]
    version_id: Mapped[int]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    contract_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"), index=True)
    item: Mapped[str] = mapped_column(String(100))
    once_key: Mapped[str] = mapped_column(String(120))
    facts: Mapped[dict[str, Any]] = mapped_column(default=dict)
    outcome: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reckoned: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(1000), default="")
    state_reason: Mapped[str] = mapped_column(String(1000), default="")
    submitted_at: Mapped[datetime | None]
    decided_on: Mapped[date | None]
    decided_amount: Mapped[int | None]
    paid_on: Mapped[date | None]
    paid_amount: Mapped[int | None]
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    rule_version: Mapped[RuleVersion] = relationship(lazy="joined", innerjoin=True, viewonly=True)
    organization: Mapped[Organization] = relationship(lazy="joined", innerjoin=True, viewonly=True)
    contract: Mapped[Contract | None] = relationship(viewonly=True)

    __table_args__ = (
        one_of("state", ClaimState),
        ForeignKeyConstraint(["version_id", "rule_id"], ["subsidy_version.id", "subsidy_version.rule_id"]),
        CheckConstraint("item <> '' AND once_key <> ''", name="item_given"),
        CheckConstraint("state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL", name="submitted_dated"),
        CheckConstraint(
            "state IN ('draft', 'returned', 'withdrawn') OR reckoned IS NOT NULL", name="submitted_reckoned"
        ),
        CheckConstraint(
            "state NOT IN ('granted', 'paid') OR (decided_on IS NOT NULL AND decided_amount IS NOT NULL)",
            name="granted_decided",
        ),
        CheckConstraint("decided_amount IS NULL OR decided_amount BETWEEN 0 AND reckoned", name="decided_within_rule"),
        CheckConstraint("state NOT IN ('refused', 'returned') OR state_reason <> ''", name="refused_with_reason"),
        CheckConstraint("(state = 'paid') = (paid_on IS NOT NULL AND paid_amount IS NOT NULL)", name="paid_when_paid"),
        CheckConstraint("paid_amount IS NULL OR paid_amount BETWEEN 0 AND decided_amount", name="paid_within_decided"),
        Index(
            "uq_subsidy_claim_once",
            "rule_id",
            "organization_id",
            "once_key",
            unique=True,
            sqlite_where=text("state NOT IN ('refused', 'withdrawn')"),
            postgresql_where=text("state NOT IN ('refused', 'withdrawn')"),
        ),
    )

    @property
    def scope(self) -> Scope:
        """The office sees a claim once it was handed in."""
        handed_in = frozenset({self.region_code}) if self.submitted_at is not None else frozenset[str]()
        return Scope(organizations=frozenset({self.organization_id}), regions=handed_in)
