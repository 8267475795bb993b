"""Near-duplicates and what officers decided about them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core.db import UTCDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    values = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "duplicate_pair",
        sa.Column("record_kind", sa.String(length=16), nullable=False),
        sa.Column("lower_id", number, nullable=False),
        sa.Column("higher_id", number, nullable=False),
        sa.Column("lower_region_code", sa.String(length=12), nullable=False),
        sa.Column("higher_region_code", sa.String(length=12), nullable=False),
        sa.Column("group_key", number, nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.Column("engine_version", sa.String(length=40), nullable=False),
        sa.Column("lower_sketch", values, nullable=False),
        sa.Column("higher_sketch", values, nullable=False),
        sa.Column("decided_by", number, nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("id", number, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", number, nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'dismissed', 'confirmed', 'lapsed')", name=op.f("ck_duplicate_pair_state_known")
        ),
        sa.CheckConstraint("record_kind IN ('achievement', 'need')", name=op.f("ck_duplicate_pair_record_kind_known")),
        sa.CheckConstraint("lower_id < higher_id", name=op.f("ck_duplicate_pair_ids_ascend")),
        sa.CheckConstraint("likeness >= 0 AND likeness <= 1.000001", name=op.f("ck_duplicate_pair_likeness_scale")),
        sa.CheckConstraint(
            "state NOT IN ('dismissed', 'confirmed') OR decided_at IS NOT NULL",
            name=op.f("ck_duplicate_pair_decision_dated"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_duplicate_pair_decided_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate_pair")),
        sa.UniqueConstraint(
            "record_kind", "lower_id", "higher_id", name=op.f("uq_duplicate_pair_record_kind_lower_id_higher_id")
        ),
    )
    op.create_index(
        op.f("ix_duplicate_pair_record_kind_state_group_key"), "duplicate_pair", ["record_kind", "state", "group_key"]
    )
    op.create_index(op.f("ix_duplicate_pair_record_kind_higher_id"), "duplicate_pair", ["record_kind", "higher_id"])


def downgrade() -> None:
    op.drop_table("duplicate_pair")
