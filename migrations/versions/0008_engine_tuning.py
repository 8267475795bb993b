"""Versions of how the engine reads needs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core.db import UTCDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    op.create_table(
        "engine_tuning",
        sa.Column("origin", sa.String(length=12), nullable=False),
        sa.Column("base_id", BIG, nullable=True),
        sa.Column("words", JSON, nullable=False),
        sa.Column("synonyms", JSON, nullable=False),
        sa.Column("title_share", sa.Float(), nullable=False),
        sa.Column("factors", JSON, nullable=False),
        sa.Column("learned_from", JSON, nullable=False),
        sa.Column("comparison", JSON, nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("created_by", BIG, nullable=True),
        sa.Column("live_at", UTCDateTime(), nullable=True),
        sa.Column("live_by", BIG, nullable=True),
        sa.Column("id", BIG, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", BIG, nullable=False),
        sa.CheckConstraint(
            "state IN ('candidate', 'live', 'retired', 'discarded')", name=op.f("ck_engine_tuning_state_known")
        ),
        sa.CheckConstraint("origin IN ('lexicon', 'learned')", name=op.f("ck_engine_tuning_origin_known")),
        sa.CheckConstraint("title_share > 0 AND title_share < 1", name=op.f("ck_engine_tuning_title_share_scale")),
        sa.CheckConstraint(
            "state IN ('candidate', 'discarded') OR live_at IS NOT NULL", name=op.f("ck_engine_tuning_live_dated")
        ),
        sa.ForeignKeyConstraint(["base_id"], ["engine_tuning.id"], name=op.f("fk_engine_tuning_base_id_engine_tuning")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name=op.f("fk_engine_tuning_created_by_user_account")
        ),
        sa.ForeignKeyConstraint(["live_by"], ["user_account.id"], name=op.f("fk_engine_tuning_live_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_engine_tuning")),
    )
    op.create_index(
        op.f("uq_engine_tuning_live"),
        "engine_tuning",
        ["state"],
        unique=True,
        sqlite_where=sa.text("state = 'live'"),
        postgresql_where=sa.text("state = 'live'"),
    )


def downgrade() -> None:
    op.drop_table("engine_tuning")
