"""技术合同, as the register of technology markets asks for them.

Two ledgers that never mix: what the registration office has registered
(known by its number), and what this platform knows to be signed. Only the
first is reported upward. A platform contract that was registered since is
joined to the registered row (对账): both stay, the registered one alone
counts. Three amounts stand apart: what was agreed, the part
of it that is technology (技术交易额), and what was paid so far.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from matchmaker.catalog.vocabulary import PRICING_METHODS
from matchmaker.core import clock
from matchmaker.core.authz import Scope
from matchmaker.core.db import Base, Identified, Timestamped, Versioned, one_of
from matchmaker.core.i18n import N_


class Ledger(StrEnum):
    """Which book a contract stands in."""

    REGISTERED = "registered"
    PLATFORM = "platform"


class ContractKind(StrEnum):
    """The five kinds of technical contract."""

    DEVELOPMENT = "development"
    TRANSFER = "transfer"
    LICENSE = "license"
    CONSULTING = "consulting"
    SERVICE = "service"


class Verdict(StrEnum):
    """What was decided about a platform contract and a registered one."""

    JOINED = "joined"
    UNDONE = "undone"
    DISMISSED = "dismissed"


class Way(StrEnum):
    """How two contracts came to be joined."""

    IMPORT = "import"
    SUGGESTION = "suggestion"
    CHOICE = "choice"


LEDGER_LABELS: dict[str, str] = {Ledger.REGISTERED: N_("已登记"), Ledger.PLATFORM: N_("平台（未登记）")}
KIND_LABELS: dict[str, str] = {
    ContractKind.DEVELOPMENT: N_("技术开发"),
    ContractKind.TRANSFER: N_("技术转让"),
    ContractKind.LICENSE: N_("技术许可"),
    ContractKind.CONSULTING: N_("技术咨询"),
    ContractKind.SERVICE: N_("技术服务"),
}
DEVELOPMENT_LABELS = {"commissioned": N_("委托开发"), "cooperative": N_("合作开发")}
PAYMENT_LABELS = {
    "lump_sum": N_("一次总付"),
    "instalments": N_("分期支付"),
    "royalty": N_("提成"),
    "entry_and_royalty": N_("入门费加提成"),
    "equity": N_("股权"),
}
CONTRACT_PRICING = {**PRICING_METHODS, "other": N_("其他")}


class Contract(Identified, Timestamped, Versioned, Base):
    """One contract between a buyer and a seller of technology.

    Amounts in 分. Region codes are GB/T 2260 of the parties' seats and may lie
    anywhere in the country; ``assessed_unit`` names the county, park or zone
    that the purchase counts for, which a code cannot always say. Parties on
    the platform are linked, others only named. ``deal_id``: from which
    introduction it came, if from one; ``origin_kind`` and ``origin_id``: from
    which record of another feature ("challenge"), whose rows this one does not know.
    ``registered_as_id``: the registered row that is the same contract; such a
    platform row stands in no ledger and no figure.
    """

    __tablename__ = "contract"

    ledger: Mapped[str] = mapped_column(String(12))
    registration_number: Mapped[str | None] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str | None] = mapped_column(String(16))
    development_mode: Mapped[str | None] = mapped_column(String(16))
    buyer_name: Mapped[str] = mapped_column(String(100))
    buyer_credit_code: Mapped[str | None] = mapped_column(String(18))
    buyer_region_code: Mapped[str] = mapped_column(String(12), index=True)
    buyer_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    seller_name: Mapped[str] = mapped_column(String(100))
    seller_credit_code: Mapped[str | None] = mapped_column(String(18))
    seller_region_code: Mapped[str] = mapped_column(String(12), index=True)
    seller_organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    amount: Mapped[int | None]
    technology_amount: Mapped[int | None]
    received: Mapped[int] = mapped_column(default=0)
    ip_kinds: Mapped[list[str]] = mapped_column(default=list)
    payment_mode: Mapped[str | None] = mapped_column(String(20))
    pricing_method: Mapped[str | None] = mapped_column(String(16))
    field_code: Mapped[str | None] = mapped_column(String(32))
    signed_on: Mapped[date]
    registered_on: Mapped[date | None]
    valid_until: Mapped[date | None]
    assessed_unit: Mapped[str] = mapped_column(String(60), default="")
    note: Mapped[str] = mapped_column(String(2000), default="")
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("deal.id"), unique=True)
    origin_kind: Mapped[str | None] = mapped_column(String(16))
    origin_id: Mapped[int | None]
    registered_as_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"), unique=True)
    entered_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))

    __table_args__ = (
        one_of("ledger", Ledger),
        UniqueConstraint("origin_kind", "origin_id", "seller_organization_id"),
        CheckConstraint("(origin_kind IS NULL) = (origin_id IS NULL)", name="origin_whole"),
        one_of("kind", ContractKind, optional=True),
        one_of("development_mode", DEVELOPMENT_LABELS, optional=True),
        one_of("payment_mode", PAYMENT_LABELS, optional=True),
        one_of("pricing_method", CONTRACT_PRICING, optional=True),
        CheckConstraint("(ledger = 'registered') = (registration_number IS NOT NULL)", name="registered_has_number"),
        CheckConstraint("ledger <> 'registered' OR (kind IS NOT NULL AND amount IS NOT NULL)", name="registered_whole"),
        CheckConstraint("registered_as_id IS NULL OR ledger = 'platform'", name="only_platform_joined"),
        CheckConstraint("registered_on IS NULL OR ledger = 'registered'", name="only_registered_dated"),
        CheckConstraint("registered_on IS NULL OR registered_on >= signed_on", name="signed_before_registered"),
        CheckConstraint("development_mode IS NULL OR kind = 'development'", name="mode_of_development"),
        CheckConstraint("amount IS NULL OR amount >= 0", name="amount_not_negative"),
        CheckConstraint(
            "technology_amount IS NULL OR (technology_amount >= 0 AND technology_amount <= amount)",
            name="technology_within_amount",
        ),
        CheckConstraint("received >= 0", name="received_not_negative"),
        CheckConstraint("length(name) > 0 AND length(buyer_name) > 0 AND length(seller_name) > 0", name="names_given"),
        CheckConstraint("valid_until IS NULL OR valid_until >= signed_on", name="term_ordered"),
        Index(None, "buyer_name", "seller_name"),
        Index(None, "signed_on"),
        # All that a figure is made of, so that statistics need not read the contracts themselves.
        Index(
            "ix_contract_figures",
            "ledger",
            "signed_on",
            "buyer_region_code",
            "seller_region_code",
            "assessed_unit",
            "amount",
            "technology_amount",
            "received",
        ),
    )

    @property
    def is_linked(self) -> bool:
        """Whether it came from a deal or from another feature's record."""
        return self.deal_id is not None or self.origin_kind is not None

    @property
    def scope(self) -> Scope:
        parties = {self.buyer_organization_id, self.seller_organization_id} - {None}
        return Scope(
            parties=frozenset(key for key in parties if key is not None),
            regions=frozenset({self.buyer_region_code, self.seller_region_code}),
        )


class ContractVerdict(Identified, Base):
    """One decision on whether a platform contract and a registered one are the same; kept for good."""

    __tablename__ = "contract_verdict"

    platform_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    registered_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    verdict: Mapped[str] = mapped_column(String(12))
    way: Mapped[str | None] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(String(500), default="")
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    decided_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        one_of("verdict", Verdict),
        one_of("way", Way, optional=True),
        CheckConstraint("platform_id <> registered_id", name="two_contracts"),
        CheckConstraint("(verdict = 'joined') = (way IS NOT NULL)", name="joined_somehow"),
        CheckConstraint("verdict <> 'undone' OR reason <> ''", name="undone_with_reason"),
    )


class Instalment(Identified, Versioned, Base):
    """One payment that a contract provides for, and what was paid of it. Amounts in 分.

    Due on a day, or once its ``condition`` is met, or both. What was paid is
    part of the contract's ``received`` from the moment it is noted.
    """

    __tablename__ = "contract_instalment"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id", ondelete="CASCADE"), index=True)
    condition: Mapped[str] = mapped_column(String(200), default="")
    due_on: Mapped[date | None]
    amount: Mapped[int]
    paid_on: Mapped[date | None]
    paid_amount: Mapped[int | None]
    recorded_by: Mapped[int | None]

    __table_args__ = (
        CheckConstraint("condition <> '' OR due_on IS NOT NULL", name="due_somehow"),
        CheckConstraint("amount > 0", name="amount_positive"),
        CheckConstraint("(paid_on IS NULL) = (paid_amount IS NULL)", name="paid_whole"),
        CheckConstraint("paid_amount IS NULL OR paid_amount > 0", name="paid_positive"),
    )

    def is_late(self, today: date) -> bool:
        """Whether its day has passed and nothing was paid."""
        return self.paid_on is None and self.due_on is not None and self.due_on < today
