"""Policy rules with their versions, and the claims made on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core.db import UTCDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    op.create_table(
        "subsidy_rule",
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("code <> ''", name=op.f("ck_subsidy_rule_code_given")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_subsidy_rule_region_code_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subsidy_rule")),
        sa.UniqueConstraint("region_code", "code", name=op.f("uq_subsidy_rule_region_code_code")),
    )
    op.create_table(
        "subsidy_version",
        sa.Column("rule_id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("card", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("clause", sa.String(length=100), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", NUMBER, nullable=True),
        sa.Column("confirmed_basis", sa.String(length=500), nullable=False),
        sa.Column("definition", DOCUMENT, nullable=False),
        sa.Column("vectors", DOCUMENT, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("passed_fingerprint", sa.String(length=64), nullable=True),
        sa.Column("activated_at", UTCDateTime(), nullable=True),
        sa.Column("entered_by", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "confirmed_on IS NULL OR confirmed_basis <> ''", name=op.f("ck_subsidy_version_confirmed_with_basis")
        ),
        sa.CheckConstraint(
            "state <> 'active' OR (passed_fingerprint IS NOT NULL AND passed_fingerprint = fingerprint)",
            name=op.f("ck_subsidy_version_active_passed"),
        ),
        sa.CheckConstraint("state IN ('draft', 'active', 'retired')", name=op.f("ck_subsidy_version_state_known")),
        sa.CheckConstraint(
            "title <> '' AND card <> '' AND source <> '' AND clause <> ''", name=op.f("ck_subsidy_version_words_given")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_subsidy_version_number_positive")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from",
            name=op.f("ck_subsidy_version_period_ordered"),
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by"], ["user_account.id"], name=op.f("fk_subsidy_version_confirmed_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["user_account.id"], name=op.f("fk_subsidy_version_entered_by_user_account")
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["subsidy_rule.id"], name=op.f("fk_subsidy_version_rule_id_subsidy_rule")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subsidy_version")),
        sa.UniqueConstraint("id", "rule_id", name=op.f("uq_subsidy_version_id_rule_id")),
        sa.UniqueConstraint("rule_id", "number", name=op.f("uq_subsidy_version_rule_id_number")),
    )
    op.create_index(
        "uq_subsidy_version_active",
        "subsidy_version",
        ["rule_id"],
        unique=True,
        sqlite_where=sa.text("state = 'active'"),
        postgresql_where=sa.text("state = 'active'"),
    )
    op.create_table(
        "subsidy_claim",
        sa.Column("rule_id", NUMBER, nullable=False),
        sa.Column("version_id", NUMBER, nullable=False),
        sa.Column("organization_id", NUMBER, nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("contract_id", NUMBER, nullable=True),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("once_key", sa.String(length=120), nullable=False),
        sa.Column("facts", DOCUMENT, nullable=False),
        sa.Column("outcome", DOCUMENT, nullable=False),
        sa.Column("reckoned", NUMBER, nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("state_reason", sa.String(length=1000), nullable=False),
        sa.Column("submitted_at", UTCDateTime(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_amount", NUMBER, nullable=True),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("paid_amount", NUMBER, nullable=True),
        sa.Column("entered_by", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "(state = 'paid') = (paid_on IS NOT NULL AND paid_amount IS NOT NULL)",
            name=op.f("ck_subsidy_claim_paid_when_paid"),
        ),
        sa.CheckConstraint("item <> '' AND once_key <> ''", name=op.f("ck_subsidy_claim_item_given")),
        sa.CheckConstraint(
            "state IN ('draft', 'returned', 'withdrawn') OR reckoned IS NOT NULL",
            name=op.f("ck_subsidy_claim_submitted_reckoned"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'accepted', 'granted', 'refused', 'paid', 'withdrawn')",
            name=op.f("ck_subsidy_claim_state_known"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'withdrawn') OR submitted_at IS NOT NULL", name=op.f("ck_subsidy_claim_submitted_dated")
        ),
        sa.CheckConstraint(
            "state NOT IN ('granted', 'paid') OR (decided_on IS NOT NULL AND decided_amount IS NOT NULL)",
            name=op.f("ck_subsidy_claim_granted_decided"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('refused', 'returned') OR state_reason <> ''",
            name=op.f("ck_subsidy_claim_refused_with_reason"),
        ),
        sa.CheckConstraint(
            "decided_amount IS NULL OR decided_amount BETWEEN 0 AND reckoned",
            name=op.f("ck_subsidy_claim_decided_within_rule"),
        ),
        sa.CheckConstraint(
            "paid_amount IS NULL OR paid_amount BETWEEN 0 AND decided_amount",
            name=op.f("ck_subsidy_claim_paid_within_decided"),
        ),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_subsidy_claim_contract_id_contract")),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["user_account.id"], name=op.f("fk_subsidy_claim_entered_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_subsidy_claim_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_subsidy_claim_region_code_region")),
        sa.ForeignKeyConstraint(
            ["version_id", "rule_id"],
            ["subsidy_version.id", "subsidy_version.rule_id"],
            name=op.f("fk_subsidy_claim_version_id_rule_id_subsidy_version"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subsidy_claim")),
    )
    op.create_index(op.f("ix_subsidy_claim_contract_id"), "subsidy_claim", ["contract_id"], unique=False)
    op.create_index(op.f("ix_subsidy_claim_organization_id"), "subsidy_claim", ["organization_id"], unique=False)
    op.create_index(op.f("ix_subsidy_claim_region_code"), "subsidy_claim", ["region_code"], unique=False)
    op.create_index(
        "uq_subsidy_claim_once",
        "subsidy_claim",
        ["rule_id", "organization_id", "once_key"],
        unique=True,
        sqlite_where=sa.text("state NOT IN ('refused', 'withdrawn')"),
        postgresql_where=sa.text("state NOT IN ('refused', 'withdrawn')"),
    )


def downgrade() -> None:
    op.drop_table("subsidy_claim")
    op.drop_table("subsidy_version")
    op.drop_table("subsidy_rule")
