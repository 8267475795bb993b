"""Suggestions and the index's bookkeeping."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core.db import UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "index_change",
        sa.Column("record_kind", sa.String(length=16), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("record_kind IN ('achievement', 'need')", name=op.f("ck_index_change_record_kind_known")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_change")),
    )
    op.create_index(
        op.f("ix_index_change_record_kind_record_id"),
        "index_change",
        ["record_kind", "record_id"],
        unique=False,
    )
    op.create_table(
        "index_generation",
        sa.Column("record_kind", sa.String(length=16), nullable=False),
        sa.Column("generation", sa.String(length=40), nullable=False),
        sa.Column("built_through", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("fingerprint", sa.String(length=80), nullable=False),
        sa.Column("documents", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("engine_version", sa.String(length=40), nullable=False),
        sa.Column("built_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "record_kind IN ('achievement', 'need')", name=op.f("ck_index_generation_record_kind_known")
        ),
        sa.PrimaryKeyConstraint("record_kind", name=op.f("pk_index_generation")),
    )
    op.create_table(
        "suggestion",
        sa.Column("need_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "need_organization_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("achievement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "achievement_organization_id",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("level", sa.String(length=8), nullable=False),
        sa.Column("rank", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "parts",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("rest", sa.Float(), nullable=False),
        sa.Column(
            "facts",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("engine_version", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("asked_side", sa.String(length=12), nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=True),
        sa.Column("asked_note", sa.String(length=500), nullable=False),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column(
            "reasons",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("share_reason", sa.Boolean(), nullable=False),
        sa.Column("hold_until", UTCDateTime(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "asked_side IS NULL OR asked_side IN ('need', 'achievement')",
            name=op.f("ck_suggestion_asked_side_known"),
        ),
        sa.CheckConstraint("level IN ('strong', 'fair', 'weak', 'none')", name=op.f("ck_suggestion_level_known")),
        sa.CheckConstraint(
            "state IN ('proposed', 'held', 'approved', 'rejected', 'superseded')",
            name=op.f("ck_suggestion_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('approved', 'rejected') OR decided_at IS NOT NULL",
            name=op.f("ck_suggestion_decision_dated"),
        ),
        sa.CheckConstraint("rank >= 0", name=op.f("ck_suggestion_rank_not_negative")),
        sa.CheckConstraint("score >= 0 AND score <= 1.000001", name=op.f("ck_suggestion_score_scale")),
        sa.ForeignKeyConstraint(
            ["achievement_id", "achievement_organization_id"],
            ["achievement.id", "achievement.organization_id"],
            name=op.f("fk_suggestion_achievement_id_achievement_organization_id_achievement"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_suggestion_decided_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["need_id", "need_organization_id"],
            ["need.id", "need.organization_id"],
            name=op.f("fk_suggestion_need_id_need_organization_id_need"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint("need_id", "achievement_id", name=op.f("uq_suggestion_need_id_achievement_id")),
    )
    op.create_index(
        op.f("ix_suggestion_achievement_id_state"),
        "suggestion",
        ["achievement_id", "state"],
        unique=False,
    )
    op.create_index(
        op.f("ix_suggestion_state_region_code_score"),
        "suggestion",
        ["state", "region_code", "score"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_table("suggestion")
    op.drop_table("index_generation")
    op.drop_table("index_change")
