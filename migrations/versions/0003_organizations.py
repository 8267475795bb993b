"""Regions, organisations, roles, deputies, settings, one-time links."""

from __future__ import annotations

import json
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core.db import UTCDateTime

REGIONS = Path(__file__).resolve().parents[2] / "matchmaker/organizations/data/regions.json"

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _regions() -> list[dict[str, str | None]]:
    """Anhui's divisions and zones and the other provinces, parents before children."""
    rows = json.loads(REGIONS.read_text(encoding="utf-8"))
    keys = {"code": "code", "name": "name", "kind": "kind", "parent_code": "parent"}
    order = ["province", "city", "county", "zone"]
    listed = [{column: row.get(key) for column, key in keys.items()} for row in rows]
    return sorted(listed, key=lambda row: (order.index(str(row["kind"])), str(row["code"])))


def upgrade() -> None:
    region = op.create_table(
        "region",
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("parent_code", sa.String(length=12), nullable=True),
        sa.CheckConstraint("kind IN ('province', 'city', 'county', 'zone')", name=op.f("ck_region_kind_known")),
        sa.ForeignKeyConstraint(["parent_code"], ["region.code"], name=op.f("fk_region_parent_code_region")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_region")),
    )
    op.bulk_insert(region, _regions())
    op.create_index(op.f("ix_region_parent_code"), "region", ["parent_code"], unique=False)
    op.create_table(
        "deputy",
        sa.Column("officer_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deputy_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_deputy_term_ordered")),
        sa.CheckConstraint("officer_id <> deputy_id", name=op.f("ck_deputy_not_oneself")),
        sa.ForeignKeyConstraint(["deputy_id"], ["user_account.id"], name=op.f("fk_deputy_deputy_id_user_account")),
        sa.ForeignKeyConstraint(["officer_id"], ["user_account.id"], name=op.f("fk_deputy_officer_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deputy")),
    )
    op.create_index(op.f("ix_deputy_deputy_id"), "deputy", ["deputy_id"], unique=False)
    op.create_index(op.f("ix_deputy_officer_id"), "deputy", ["officer_id"], unique=False)
    op.create_table(
        "organization",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column(
            "name_key",
            sa.String(length=300).with_variant(sa.String(length=300, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("short_name", sa.String(length=40), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=True),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("state_held", sa.Boolean(), nullable=False),
        sa.Column("scale", sa.String(length=12), nullable=True),
        sa.Column(
            "qualifications",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("address", sa.String(length=200), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.String(length=40), nullable=False),
        sa.Column("contact_phone", sa.String(length=32), nullable=False),
        sa.Column("contact_email", sa.String(length=254), nullable=False),
        sa.Column("verified_at", UTCDateTime(), nullable=True),
        sa.Column("verified_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state_reason", sa.String(length=500), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('university', 'institute', 'enterprise', 'bureau', 'agency', 'platform')",
            name=op.f("ck_organization_kind_known"),
        ),
        sa.CheckConstraint(
            "scale IS NULL OR scale IN ('large', 'medium', 'small', 'micro')",
            name=op.f("ck_organization_scale_known"),
        ),
        sa.CheckConstraint(
            "state IN ('unverified', 'verified', 'refused', 'suspended')",
            name=op.f("ck_organization_state_known"),
        ),
        sa.CheckConstraint(
            "credit_code IS NULL OR length(credit_code) = 18",
            name=op.f("ck_organization_credit_code_length"),
        ),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_organization_name_given")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_organization_region_code_region")),
        sa.ForeignKeyConstraint(
            ["verified_by"],
            ["user_account.id"],
            name=op.f("fk_organization_verified_by_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organization")),
        sa.UniqueConstraint("credit_code", name=op.f("uq_organization_credit_code")),
        sa.UniqueConstraint("kind", "name", name=op.f("uq_organization_kind_name")),
    )
    op.create_index(op.f("ix_organization_name_key"), "organization", ["name_key"], unique=False)
    op.create_index(op.f("ix_organization_region_code"), "organization", ["region_code"], unique=False)
    op.create_table(
        "setting",
        sa.Column("region_code", sa.String(length=12), nullable=True),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column(
            "value",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["user_account.id"], name=op.f("fk_setting_created_by_user_account")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_setting_region_code_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
    )
    op.create_index(
        op.f("ix_setting_key_region_code_valid_from"),
        "setting",
        ["key", "region_code", "valid_from"],
        unique=False,
    )
    op.create_table(
        "one_time_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("subject_kind", sa.String(length=24), nullable=False),
        sa.Column("subject_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sent_to", sa.String(length=254), nullable=False),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"],
            ["user_account.id"],
            name=op.f("fk_one_time_link_created_by_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_one_time_link_organization_id_organization"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_one_time_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_one_time_link_token_hash")),
    )
    op.create_index(
        op.f("ix_one_time_link_subject_kind_subject_id"),
        "one_time_link",
        ["subject_kind", "subject_id"],
        unique=False,
    )
    op.create_table(
        "role_grant",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("role", sa.String(length=24), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("region_code", sa.String(length=12), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "role IN ('researcher', 'university_office', 'enterprise', 'scout', 'officer', 'expert', 'leader', 'system_admin', 'security_admin', 'audit_admin')",
            name=op.f("ck_role_grant_role_known"),
        ),
        sa.CheckConstraint(
            "ends_on IS NULL OR starts_on IS NULL OR ends_on >= starts_on",
            name=op.f("ck_role_grant_term_ordered"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_role_grant_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_role_grant_region_code_region")),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user_account.id"],
            name=op.f("fk_role_grant_user_id_user_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        sa.UniqueConstraint(
            "user_id",
            "role",
            "organization_id",
            "region_code",
            name=op.f("uq_role_grant_user_id_role_organization_id_region_code"),
        ),
    )
    one_admin = sa.text("role IN ('system_admin', 'security_admin', 'audit_admin')")
    op.create_index(
        "uq_role_grant_one_admin",
        "role_grant",
        ["user_id"],
        unique=True,
        sqlite_where=one_admin,
        postgresql_where=one_admin,
    )
    op.create_index(op.f("ix_role_grant_organization_id"), "role_grant", ["organization_id"], unique=False)
    op.create_index(op.f("ix_role_grant_region_code"), "role_grant", ["region_code"], unique=False)


def downgrade() -> None:
    op.drop_table("role_grant")
    op.drop_table("one_time_link")
    op.drop_table("setting")
    op.drop_table("organization")
    op.drop_table("deputy")
    op.drop_table("region")
