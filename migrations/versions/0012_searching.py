"""Phrases for suggestions while typing, and searches that people keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core.db import UTCDateTime, sort_key

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _phrases()
    _saved()


def _integer() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _phrases() -> None:
    op.create_table(
        "search_phrase",
        sa.Column("plain", sort_key(60), nullable=False),
        sa.Column("shown", sa.String(length=60), nullable=False),
        sa.Column("pinyin", sort_key(240), nullable=False),
        sa.Column("initials", sort_key(60), nullable=False),
        sa.Column("uses", _integer(), nullable=False),
        sa.Column("id", _integer(), nullable=False),
        sa.CheckConstraint("uses >= 0", name=op.f("ck_search_phrase_uses_counted")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_phrase")),
        sa.UniqueConstraint("plain", name=op.f("uq_search_phrase_plain")),
    )
    op.create_index(op.f("ix_search_phrase_pinyin"), "search_phrase", ["pinyin"], unique=False)
    op.create_index(op.f("ix_search_phrase_initials"), "search_phrase", ["initials"], unique=False)
    op.create_table(
        "search_phrase_use",
        sa.Column("phrase_id", _integer(), nullable=False),
        sa.Column("entry_id", _integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["phrase_id"],
            ["search_phrase.id"],
            name=op.f("fk_search_phrase_use_phrase_id_search_phrase"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entry_id"],
            ["search_entry.id"],
            name=op.f("fk_search_phrase_use_entry_id_search_entry"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("phrase_id", "entry_id", name=op.f("pk_search_phrase_use")),
    )
    op.create_index(op.f("ix_search_phrase_use_entry_id"), "search_phrase_use", ["entry_id"], unique=False)


def _saved() -> None:
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "saved_search",
        sa.Column("user_id", _integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("page", sa.String(length=16), nullable=False),
        sa.Column("asked", document, nullable=False),
        sa.Column("rhythm", sa.String(length=8), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("id", _integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("version", _integer(), nullable=False),
        sa.CheckConstraint("page IN ('search', 'achievements', 'needs')", name=op.f("ck_saved_search_page_known")),
        sa.CheckConstraint("rhythm IN ('never', 'daily', 'weekly')", name=op.f("ck_saved_search_rhythm_known")),
        sa.CheckConstraint("length(name) > 0", name=op.f("ck_saved_search_name_given")),
        sa.CheckConstraint("(rhythm = 'never') = (due_at IS NULL)", name=op.f("ck_saved_search_due_when_told")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_saved_search_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("user_id", "name", name=op.f("uq_saved_search_user_id_name")),
    )
    op.create_index(op.f("ix_saved_search_due_at"), "saved_search", ["due_at"], unique=False)
    op.create_table(
        "saved_search_hit",
        sa.Column("search_id", _integer(), nullable=False),
        sa.Column("record_kind", sa.String(length=16), nullable=False),
        sa.Column("record_id", _integer(), nullable=False),
        sa.CheckConstraint(
            "record_kind IN ('achievement', 'need')", name=op.f("ck_saved_search_hit_record_kind_known")
        ),
        sa.ForeignKeyConstraint(
            ["search_id"],
            ["saved_search.id"],
            name=op.f("fk_saved_search_hit_search_id_saved_search"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("search_id", "record_kind", "record_id", name=op.f("pk_saved_search_hit")),
    )


def downgrade() -> None:
    op.drop_table("saved_search_hit")
    op.drop_index(op.f("ix_saved_search_due_at"), table_name="saved_search")
    op.drop_table("saved_search")
    op.drop_index(op.f("ix_search_phrase_use_entry_id"), table_name="search_phrase_use")
    op.drop_table("search_phrase_use")
    op.drop_index(op.f("ix_search_phrase_initials"), table_name="search_phrase")
    op.drop_index(op.f("ix_search_phrase_pinyin"), table_name="search_phrase")
    op.drop_table("search_phrase")
