"""Introductions, replies, milestones, log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core.db import UTCDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "deal",
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
        sa.Column("achievement_region_code", sa.String(length=12), nullable=False),
        sa.Column("suggestion_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column(
            "explanation",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("reply_due_at", UTCDateTime(), nullable=True),
        sa.Column("introduced_at", UTCDateTime(), nullable=True),
        sa.Column("amount", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("close_reason", sa.String(length=24), nullable=True),
        sa.Column("close_note", sa.String(length=1000), nullable=False),
        sa.Column("closed_side", sa.String(length=12), nullable=True),
        sa.Column("share_reason", sa.Boolean(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "closed_side IS NULL OR closed_side IN ('need', 'achievement')",
            name=op.f("ck_deal_closed_side_known"),
        ),
        sa.CheckConstraint("state <> 'closed' OR close_reason IS NOT NULL", name=op.f("ck_deal_closed_has_reason")),
        sa.CheckConstraint(
            "state IN ('invited', 'introduced', 'negotiating', 'about_to_sign', 'signed', 'closed')",
            name=op.f("ck_deal_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('introduced') OR introduced_at IS NOT NULL",
            name=op.f("ck_deal_introduced_dated"),
        ),
        sa.CheckConstraint("amount IS NULL OR amount >= 0", name=op.f("ck_deal_amount_not_negative")),
        sa.ForeignKeyConstraint(
            ["achievement_id", "achievement_organization_id"],
            ["achievement.id", "achievement.organization_id"],
            name=op.f("fk_deal_achievement_id_achievement_organization_id_achievement"),
        ),
        sa.ForeignKeyConstraint(
            ["need_id", "need_organization_id"],
            ["need.id", "need.organization_id"],
            name=op.f("fk_deal_need_id_need_organization_id_need"),
        ),
        sa.ForeignKeyConstraint(["opened_by"], ["user_account.id"], name=op.f("fk_deal_opened_by_user_account")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_deal_region_code_region")),
        sa.ForeignKeyConstraint(
            ["achievement_region_code"], ["region.code"], name=op.f("fk_deal_achievement_region_code_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal")),
        sa.UniqueConstraint("suggestion_id", name=op.f("uq_deal_suggestion_id")),
    )
    op.create_index(op.f("ix_deal_achievement_id"), "deal", ["achievement_id"], unique=False)
    op.create_index(op.f("ix_deal_need_id"), "deal", ["need_id"], unique=False)
    op.create_index(op.f("ix_deal_region_code"), "deal", ["region_code"], unique=False)
    op.create_index(op.f("ix_deal_achievement_region_code"), "deal", ["achievement_region_code"], unique=False)
    op.create_index(
        "uq_deal_open_pair",
        "deal",
        ["need_id", "achievement_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'closed'"),
        postgresql_where=sa.text("state <> 'closed'"),
    )
    op.create_table(
        "deal_log",
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=True),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('note', 'call', 'meeting', 'reminder', 'escalation')", name=op.f("ck_deal_log_kind_known")
        ),
        sa.CheckConstraint("side IS NULL OR side IN ('need', 'achievement')", name=op.f("ck_deal_log_side_known")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_log_deal_id_deal"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_log")),
    )
    op.create_index(op.f("ix_deal_log_deal_id"), "deal_log", ["deal_id"], unique=False)
    op.create_index(
        "uq_deal_log_once",
        "deal_log",
        ["deal_id", "kind", "side"],
        unique=True,
        sqlite_where=sa.text("kind IN ('reminder', 'escalation')"),
        postgresql_where=sa.text("kind IN ('reminder', 'escalation')"),
    )
    op.create_table(
        "deal_milestone",
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("recorded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('first_talk', 'nda', 'trial', 'letter_of_intent', 'pricing', 'notice', 'registration', 'payment', 'production', 'follow_up_6', 'follow_up_12', 'follow_up_24')",
            name=op.f("ck_deal_milestone_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"],
            ["deal.id"],
            name=op.f("fk_deal_milestone_deal_id_deal"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_milestone")),
    )
    op.create_index(op.f("ix_deal_milestone_deal_id"), "deal_milestone", ["deal_id"], unique=False)
    op.create_table(
        "deal_reply",
        sa.Column("deal_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("side", sa.String(length=12), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agreed", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("channel", sa.String(length=12), nullable=False),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("spoke_with", sa.String(length=60), nullable=False),
        sa.Column("spoke_at", UTCDateTime(), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("channel IN ('account', 'link', 'phone')", name=op.f("ck_deal_reply_channel_known")),
        sa.CheckConstraint("side IN ('need', 'achievement')", name=op.f("ck_deal_reply_side_known")),
        sa.CheckConstraint("agreed OR reason IS NOT NULL", name=op.f("ck_deal_reply_decline_has_reason")),
        sa.CheckConstraint(
            "channel <> 'phone' OR (spoke_with <> '' AND spoke_at IS NOT NULL)",
            name=op.f("ck_deal_reply_phone_names_person"),
        ),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_reply_deal_id_deal"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_deal_reply_organization_id_organization"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_reply")),
        sa.UniqueConstraint("deal_id", "side", name=op.f("uq_deal_reply_deal_id_side")),
    )


def downgrade() -> None:
    op.drop_table("deal_reply")
    op.drop_table("deal_milestone")
    op.drop_table("deal_log")
    op.drop_table("deal")
