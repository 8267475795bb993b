"""Regions, organisations, who holds which role where, and business settings."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from matchmaker.accounts.models import User
from matchmaker.core import clock
from matchmaker.core.authz import Role, Scope
from matchmaker.core.db import Base, Identified, JsonValue, Stateful, Timestamped, one_of, sort_key
from matchmaker.core.i18n import N_


class RegionKind(StrEnum):
    """省, 市, 县区, 园区."""

    PROVINCE = "province"
    CITY = "city"
    COUNTY = "county"
    ZONE = "zone"


class Region(Base):
    """An administrative division (GB/T 2260) or a zone 园区 under one."""

    __tablename__ = "region"

    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(12))
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)

    __table_args__ = (one_of("kind", RegionKind),)


class OrganizationKind(StrEnum):
    """What an organisation is; see KIND_LABELS."""

    UNIVERSITY = "university"
    INSTITUTE = "institute"
    ENTERPRISE = "enterprise"
    BUREAU = "bureau"
    AGENCY = "agency"
    PLATFORM = "platform"


KIND_LABELS = {
    OrganizationKind.UNIVERSITY: N_("高校"),
    OrganizationKind.INSTITUTE: N_("院所"),
    OrganizationKind.ENTERPRISE: N_("企业"),
    OrganizationKind.BUREAU: N_("主管部门"),
    OrganizationKind.AGENCY: N_("转移机构"),
    OrganizationKind.PLATFORM: N_("研发平台"),
}
RESEARCH_KINDS = frozenset(
    {
        OrganizationKind.UNIVERSITY,
        OrganizationKind.INSTITUTE,
        OrganizationKind.PLATFORM,
        OrganizationKind.AGENCY,
    }
)
SCALE_LABELS = {"large": N_("大型"), "medium": N_("中型"), "small": N_("小型"), "micro": N_("微型")}
QUALIFICATION_LABELS = {
    "high_tech": N_("高新技术企业"),
    "tech_sme": N_("科技型中小企业"),
    "specialized": N_("专精特新"),
}


class OrganizationState(StrEnum):
    """An unverified one may draft and submit; only a verified one publishes."""

    UNVERIFIED = "unverified"
    VERIFIED = "verified"
    REFUSED = "refused"
    SUSPENDED = "suspended"


class Organization(Identified, Timestamped, Stateful, Base):
    """A university, institute, enterprise, bureau, agency or R&D platform."""

    __tablename__ = "organization"

    kind: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(100))
    name_key: Mapped[str] = mapped_column(sort_key(300), default="", index=True)
    short_name: Mapped[str] = mapped_column(String(40), default="")
    credit_code: Mapped[str | None] = mapped_column(String(18), unique=True)
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    state_held: Mapped[bool] = mapped_column(default=False)
    scale: Mapped[str | None] = mapped_column(String(12))
    qualifications: Mapped[list[str]] = mapped_column(default=list)
    address: Mapped[str] = mapped_column(String(200), default="")
    introduction: Mapped[str] = mapped_column(Text, default="")
    contact_name: Mapped[str] = mapped_column(String(40), default="")
    contact_phone: Mapped[str] = mapped_column(String(32), default="")
    contact_email: Mapped[str] = mapped_column(String(254), default="")
    verified_at: Mapped[datetime | None]
    verified_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    state_reason: Mapped[str] = mapped_column(String(500), default="")

    region: Mapped[Region] = relationship(lazy="joined")

    __table_args__ = (
        one_of("kind", OrganizationKind),
        one_of("state", OrganizationState),
        one_of("scale", SCALE_LABELS, optional=True),
        CheckConstraint("length(name) > 0", name="name_given"),
        CheckConstraint("credit_code IS NULL OR length(credit_code) = 18", name="credit_code_length"),
        UniqueConstraint("kind", "name"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(organizations=frozenset({self.id}), regions=frozenset({self.region_code}))

    @property
    def is_verified(self) -> bool:
        return self.state == OrganizationState.VERIFIED


class OwnParticular(Base):
    """A particular that a unit's own people were the last to state: no table of others overwrites it."""

    __tablename__ = "own_particular"

    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id", ondelete="CASCADE"), primary_key=True)
    field: Mapped[str] = mapped_column(String(24), primary_key=True)
    stated_at: Mapped[datetime] = mapped_column(default=clock.now)


# the three administrators watch each other: nobody is two of them
ADMIN_ROLES = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
ONE_ADMIN = "role IN ('system_admin', 'security_admin', 'audit_admin')"


class RoleGrant(Identified, Base):
    """A role a person holds: in an organisation, over a region, or everywhere."""

    __tablename__ = "role_grant"

    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(24))
    organization_id: Mapped[int | None] = mapped_column(ForeignKey("organization.id"), index=True)
    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    user: Mapped[User] = relationship()
    organization: Mapped[Organization | None] = relationship()
    region: Mapped[Region | None] = relationship()

    __table_args__ = (
        one_of("role", [role for role in Role if role is not Role.LINK]),
        UniqueConstraint("user_id", "role", "organization_id", "region_code"),
        CheckConstraint("ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on", name="term_ordered"),
        Index(
            "uq_role_grant_one_admin",
            "user_id",
            unique=True,
            sqlite_where=text(ONE_ADMIN),
            postgresql_where=text(ONE_ADMIN),
        ),
    )


class Deputy(Identified, Base):
    """B 岗: ``deputy_id`` decides for ``officer_id`` from the first day to the last."""

    __tablename__ = "deputy"

    officer_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"), index=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="term_ordered"),
        CheckConstraint("officer_id <> deputy_id", name="not_oneself"),
    )

    @property
    def scope(self) -> Scope:
        return Scope(users=frozenset({self.officer_id}))


class Setting(Identified, Base):
    """A business rule's value for a region; the newest valid row of the nearest region counts."""

    __tablename__ = "setting"

    region_code: Mapped[str | None] = mapped_column(ForeignKey("region.code"))
    key: Mapped[str] = mapped_column(String(64))
    value: Mapped[Any] = mapped_column(JsonValue)
    source: Mapped[str] = mapped_column(String(300), default="")
    valid_from: Mapped[date]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)

    __table_args__ = (Index(None, "key", "region_code", "valid_from"),)


class OneTimeLink(Identified, Base):
    """A signed link by which a unit without an account answers one question.

    ``purpose``: unit_confirmation, deal_reply. Only the token's hash is
    stored; ``subject_id`` is the record the question is about.
    """

    __tablename__ = "one_time_link"

    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    purpose: Mapped[str] = mapped_column(String(32))
    subject_kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[int]
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    sent_to: Mapped[str] = mapped_column(String(254), default="")
    created_by: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    organization: Mapped[Organization] = relationship()

    __table_args__ = (Index(None, "subject_kind", "subject_id"),)
