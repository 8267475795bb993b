"""The integrity register; the county's check of a challenge, appeals, and what a withdrawal costs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaker.core.db import UTCDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "integrity_entry",
        sa.Column("organization_id", NUMBER, nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("origin_kind", sa.String(length=24), nullable=False),
        sa.Column("origin_id", NUMBER, nullable=True),
        sa.Column("proposed_by", NUMBER, nullable=True),
        sa.Column("answer_until", UTCDateTime(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column("stated_at", UTCDateTime(), nullable=True),
        sa.Column("stated_by", NUMBER, nullable=True),
        sa.Column("decision", sa.String(length=1000), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("decided_by", NUMBER, nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("removal", sa.String(length=1000), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "(state = 'notified') = (decided_at IS NULL)", name=op.f("ck_integrity_entry_decision_dated")
        ),
        sa.CheckConstraint("(statement = '') = (stated_at IS NULL)", name=op.f("ck_integrity_entry_statement_dated")),
        sa.CheckConstraint("decided_at IS NULL OR decision <> ''", name=op.f("ck_integrity_entry_decision_has_reason")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_integrity_entry_reason_given")),
        sa.CheckConstraint("state <> 'removed' OR removal <> ''", name=op.f("ck_integrity_entry_removed_has_reason")),
        sa.CheckConstraint(
            "state IN ('notified', 'entered', 'dismissed', 'removed')", name=op.f("ck_integrity_entry_state_known")
        ),
        sa.CheckConstraint(
            "state NOT IN ('entered', 'removed') OR (decided_at >= answer_until AND expires_on IS NOT NULL)",
            name=op.f("ck_integrity_entry_entered_after_answer"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_integrity_entry_decided_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_integrity_entry_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"], ["user_account.id"], name=op.f("fk_integrity_entry_proposed_by_user_account")
        ),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_integrity_entry_region_code_region")),
        sa.ForeignKeyConstraint(
            ["stated_by"], ["user_account.id"], name=op.f("fk_integrity_entry_stated_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_integrity_entry")),
        sa.UniqueConstraint(
            "organization_id",
            "origin_kind",
            "origin_id",
            name=op.f("uq_integrity_entry_organization_id_origin_kind_origin_id"),
        ),
    )
    op.create_index(op.f("ix_integrity_entry_organization_id"), "integrity_entry", ["organization_id"], unique=False)
    op.create_index(op.f("ix_integrity_entry_region_code"), "integrity_entry", ["region_code"], unique=False)
    op.create_index(
        op.f("ix_integrity_entry_state_answer_until"), "integrity_entry", ["state", "answer_until"], unique=False
    )
    op.create_table(
        "county_check",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=False),
        sa.Column("credit_clean", sa.Boolean(), nullable=False),
        sa.Column("entries", NUMBER, nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("checked_by", NUMBER, nullable=True),
        sa.Column("checked_at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint(
            "(outcome = 'pass' AND credit_clean) OR note <> ''", name=op.f("ck_county_check_exception_noted")
        ),
        sa.CheckConstraint("outcome IN ('pass', 'return', 'veto')", name=op.f("ck_county_check_outcome_known")),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_county_check_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["checked_by"], ["user_account.id"], name=op.f("fk_county_check_checked_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_county_check")),
    )
    op.create_index(op.f("ix_county_check_challenge_id"), "county_check", ["challenge_id"], unique=False)
    op.create_table(
        "credit_declaration",
        sa.Column("challenge_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("clean", sa.Boolean(), nullable=False),
        sa.Column("statement", sa.String(length=1000), nullable=False),
        sa.Column("declared_by", NUMBER, nullable=True),
        sa.Column("declared_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("clean OR statement <> ''", name=op.f("ck_credit_declaration_blemish_explained")),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenge.id"],
            name=op.f("fk_credit_declaration_challenge_id_challenge"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["declared_by"], ["user_account.id"], name=op.f("fk_credit_declaration_declared_by_user_account")
        ),
        sa.PrimaryKeyConstraint("challenge_id", name=op.f("pk_credit_declaration")),
    )
    op.create_table(
        "withdrawal_compensation",
        sa.Column("challenge_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("amount", NUMBER, nullable=False),
        sa.Column("statement", sa.String(length=2000), nullable=False),
        sa.Column("stated_by", NUMBER, nullable=True),
        sa.Column("stated_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("statement <> ''", name=op.f("ck_withdrawal_compensation_statement_given")),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_withdrawal_compensation_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenge.id"],
            name=op.f("fk_withdrawal_compensation_challenge_id_challenge"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["stated_by"], ["user_account.id"], name=op.f("fk_withdrawal_compensation_stated_by_user_account")
        ),
        sa.PrimaryKeyConstraint("challenge_id", name=op.f("pk_withdrawal_compensation")),
    )
    op.create_table(
        "challenge_appeal",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("organization_id", NUMBER, nullable=False),
        sa.Column("bid_id", NUMBER, nullable=True),
        sa.Column("decision", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("raised_by", NUMBER, nullable=True),
        sa.Column("raised_at", UTCDateTime(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("consequences", sa.Text(), nullable=False),
        sa.Column("found_by", NUMBER, nullable=True),
        sa.Column("found_at", UTCDateTime(), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "(found_at IS NULL) = (state IN ('raised', 'withdrawn'))", name=op.f("ck_challenge_appeal_finding_dated")
        ),
        sa.CheckConstraint(
            "found_at IS NULL OR (finding <> '' AND consequences <> '')", name=op.f("ck_challenge_appeal_finding_given")
        ),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_challenge_appeal_reason_given")),
        sa.CheckConstraint(
            "state IN ('raised', 'upheld', 'dismissed', 'withdrawn')", name=op.f("ck_challenge_appeal_state_known")
        ),
        sa.ForeignKeyConstraint(
            ["bid_id"], ["bid.id"], name=op.f("fk_challenge_appeal_bid_id_bid"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenge.id"],
            name=op.f("fk_challenge_appeal_challenge_id_challenge"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["found_by"], ["user_account.id"], name=op.f("fk_challenge_appeal_found_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_challenge_appeal_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["raised_by"], ["user_account.id"], name=op.f("fk_challenge_appeal_raised_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_appeal")),
    )
    op.create_index(op.f("ix_challenge_appeal_challenge_id"), "challenge_appeal", ["challenge_id"], unique=False)
    op.create_index(op.f("ix_challenge_appeal_organization_id"), "challenge_appeal", ["organization_id"], unique=False)
    op.create_index(
        "uq_challenge_appeal_open",
        "challenge_appeal",
        ["challenge_id", "organization_id", "decision"],
        unique=True,
        sqlite_where=sa.text("state = 'raised'"),
        postgresql_where=sa.text("state = 'raised'"),
    )


def downgrade() -> None:
    op.drop_table("challenge_appeal")
    op.drop_table("withdrawal_compensation")
    op.drop_table("credit_declaration")
    op.drop_table("county_check")
    op.drop_table("integrity_entry")
