"""Work on deals (tasks, presses, follow-ups) and dossiers of pricing decisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core.db import UTCDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
# What a contract came to. Columns with their own checks: SQLite adds and drops them without rebuilding the table.
TERMS = {
    "transfer_mode": (
        24,
        (
            "assignment",
            "license_exclusive",
            "license_sole",
            "license_ordinary",
            "equity",
            "joint_development",
            "technical_service",
            "consulting",
            "self_invest",
            "free_trial",
            "negotiable",
        ),
    ),
    "pricing_method": (16, ("negotiated", "listed", "auctioned")),
}
TABLES = ("pricing_objection", "pricing_dossier", "duty_checklist", "deal_task", "deal_nudge", "deal_follow_up")


def upgrade() -> None:
    for column, (length, values) in TERMS.items():
        listed = ", ".join(f"'{value}'" for value in values)
        check = f"CONSTRAINT ck_deal_{column}_known CHECK ({column} IS NULL OR {column} IN ({listed}))"
        op.execute(f"ALTER TABLE deal ADD COLUMN {column} VARCHAR({length}) {check}")
    op.create_index(
        op.f("ix_deal_id_achievement_organization_id"), "deal", ["id", "achievement_organization_id"], unique=True
    )
    _create_work()
    _create_dossiers()


def downgrade() -> None:
    op.execute("DELETE FROM attachment WHERE record_kind IN ('deal', 'pricing_dossier')")
    for table in TABLES:
        op.drop_table(table)
    op.drop_index(op.f("ix_deal_id_achievement_organization_id"), table_name="deal")
    for column in TERMS:
        op.execute(f"ALTER TABLE deal DROP COLUMN {column}")


def _create_work() -> None:
    op.create_table(
        "deal_follow_up",
        sa.Column("deal_id", NUMBER, nullable=False),
        sa.Column("months", NUMBER, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("revenue", NUMBER, nullable=True),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("reported_at", UTCDateTime(), nullable=True),
        sa.Column("reported_by", NUMBER, nullable=True),
        sa.Column("organization_id", NUMBER, nullable=True),
        sa.Column("reminded_at", UTCDateTime(), nullable=True),
        sa.Column("escalated_at", UTCDateTime(), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('in_use', 'preparing', 'stopped')",
            name=op.f("ck_deal_follow_up_outcome_known"),
        ),
        sa.CheckConstraint("(outcome IS NULL) = (reported_at IS NULL)", name=op.f("ck_deal_follow_up_reported_dated")),
        sa.CheckConstraint("months IN (6, 12, 24)", name=op.f("ck_deal_follow_up_months_known")),
        sa.CheckConstraint(
            "revenue IS NULL OR (revenue >= 0 AND outcome IS NOT NULL)", name=op.f("ck_deal_follow_up_revenue_reported")
        ),
        sa.ForeignKeyConstraint(
            ["deal_id"], ["deal.id"], name=op.f("fk_deal_follow_up_deal_id_deal"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_deal_follow_up_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_follow_up")),
        sa.UniqueConstraint("deal_id", "months", name=op.f("uq_deal_follow_up_deal_id_months")),
    )
    op.create_index(op.f("ix_deal_follow_up_due_on"), "deal_follow_up", ["due_on"], unique=False)
    op.create_table(
        "deal_nudge",
        sa.Column("deal_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("kind IN ('reminder', 'escalation')", name=op.f("ck_deal_nudge_kind_known")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_nudge_deal_id_deal"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_nudge")),
        sa.UniqueConstraint("deal_id", "kind", "since", name=op.f("uq_deal_nudge_deal_id_kind_since")),
    )
    op.create_table(
        "deal_task",
        sa.Column("deal_id", NUMBER, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("owner", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("created_by", NUMBER, nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("done_by", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("owner IN ('need', 'achievement', 'officer')", name=op.f("ck_deal_task_owner_known")),
        sa.CheckConstraint("done_by IS NULL OR done_at IS NOT NULL", name=op.f("ck_deal_task_done_dated")),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_deal_task_title_given")),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_deal_task_deal_id_deal"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deal_task")),
    )
    op.create_index(op.f("ix_deal_task_deal_id"), "deal_task", ["deal_id"], unique=False)
    op.create_index(
        op.f("ix_deal_task_owner_done_at_due_on"), "deal_task", ["owner", "done_at", "due_on"], unique=False
    )


def _create_dossiers() -> None:
    op.create_table(
        "duty_checklist",
        sa.Column("organization_id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("items", DOCUMENT, nullable=False),
        sa.Column("created_by", NUMBER, nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_duty_checklist_number_positive")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name=op.f("fk_duty_checklist_created_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_duty_checklist_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duty_checklist")),
        sa.UniqueConstraint("id", "organization_id", name=op.f("uq_duty_checklist_id_organization_id")),
        sa.UniqueConstraint("organization_id", "number", name=op.f("uq_duty_checklist_organization_id_number")),
    )
    op.create_table(
        "pricing_dossier",
        sa.Column("deal_id", NUMBER, nullable=False),
        sa.Column("organization_id", NUMBER, nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("transfer_mode", sa.String(length=24), nullable=True),
        sa.Column("method", sa.String(length=16), nullable=True),
        sa.Column("price", NUMBER, nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("venue", sa.String(length=100), nullable=False),
        sa.Column("venue_reference", sa.String(length=100), nullable=False),
        sa.Column("appraised", sa.Boolean(), nullable=True),
        sa.Column("appraiser", sa.String(length=100), nullable=False),
        sa.Column("appraised_value", NUMBER, nullable=True),
        sa.Column("appraised_on", sa.Date(), nullable=True),
        sa.Column("appraisal_reason", sa.String(length=1000), nullable=False),
        sa.Column("related", sa.Boolean(), nullable=True),
        sa.Column("related_note", sa.String(length=1000), nullable=False),
        sa.Column("audience", sa.String(length=8), nullable=True),
        sa.Column("show_price", sa.Boolean(), nullable=False),
        sa.Column("notice_contact", sa.String(length=200), nullable=False),
        sa.Column("notice_posted_at", UTCDateTime(), nullable=True),
        sa.Column("notice_until", sa.Date(), nullable=True),
        sa.Column("checklist_id", NUMBER, nullable=True),
        sa.Column("answers", DOCUMENT, nullable=False),
        sa.Column("sealed_sha256", sa.String(length=64), nullable=True),
        sa.Column("sealed_by", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "audience IS NULL OR audience IN ('unit', 'city')", name=op.f("ck_pricing_dossier_audience_known")
        ),
        sa.CheckConstraint(
            "method IS NULL OR method IN ('negotiated', 'listed', 'auctioned')",
            name=op.f("ck_pricing_dossier_method_known"),
        ),
        sa.CheckConstraint(
            "state <> 'on_notice' OR (method = 'negotiated' AND price IS NOT NULL AND audience IS NOT NULL AND notice_posted_at IS NOT NULL AND notice_until IS NOT NULL)",
            name=op.f("ck_pricing_dossier_noticed_whole"),
        ),
        sa.CheckConstraint(
            "state <> 'sealed' OR (sealed_sha256 IS NOT NULL AND method IS NOT NULL AND price IS NOT NULL)",
            name=op.f("ck_pricing_dossier_sealed_whole"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'on_notice', 'sealed', 'abandoned')", name=op.f("ck_pricing_dossier_state_known")
        ),
        sa.CheckConstraint(
            "transfer_mode IS NULL OR transfer_mode IN ('assignment', 'license_exclusive', 'license_sole', 'license_ordinary', 'equity', 'joint_development', 'technical_service', 'consulting', 'self_invest', 'free_trial')",
            name=op.f("ck_pricing_dossier_transfer_mode_known"),
        ),
        sa.CheckConstraint(
            "(notice_posted_at IS NULL) = (notice_until IS NULL)", name=op.f("ck_pricing_dossier_notice_dated")
        ),
        sa.CheckConstraint(
            "appraised_value IS NULL OR appraised_value > 0", name=op.f("ck_pricing_dossier_value_positive")
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_pricing_dossier_title_given")),
        sa.CheckConstraint("price IS NULL OR price > 0", name=op.f("ck_pricing_dossier_price_positive")),
        sa.ForeignKeyConstraint(
            ["checklist_id", "organization_id"],
            ["duty_checklist.id", "duty_checklist.organization_id"],
            name=op.f("fk_pricing_dossier_checklist_id_organization_id_duty_checklist"),
        ),
        sa.ForeignKeyConstraint(
            ["deal_id", "organization_id"],
            ["deal.id", "deal.achievement_organization_id"],
            name=op.f("fk_pricing_dossier_deal_id_organization_id_deal"),
        ),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_pricing_dossier_region_code_region")),
        sa.ForeignKeyConstraint(
            ["sealed_by"], ["user_account.id"], name=op.f("fk_pricing_dossier_sealed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_dossier")),
    )
    op.create_index(
        op.f("ix_pricing_dossier_audience_notice_until"), "pricing_dossier", ["audience", "notice_until"], unique=False
    )
    op.create_index(op.f("ix_pricing_dossier_organization_id"), "pricing_dossier", ["organization_id"], unique=False)
    op.create_index(
        "uq_pricing_dossier_alive",
        "pricing_dossier",
        ["deal_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'abandoned'"),
        postgresql_where=sa.text("state <> 'abandoned'"),
    )
    op.create_table(
        "pricing_objection",
        sa.Column("dossier_id", NUMBER, nullable=False),
        sa.Column("raised_by", sa.String(length=100), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.Column("handling", sa.String(length=2000), nullable=False),
        sa.Column("handled_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", NUMBER, nullable=True),
        sa.Column("handled_by", NUMBER, nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('upheld', 'dismissed')", name=op.f("ck_pricing_objection_outcome_known")
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (handled_on IS NULL) AND (outcome IS NULL OR length(handling) > 0)",
            name=op.f("ck_pricing_objection_handled_whole"),
        ),
        sa.CheckConstraint(
            "handled_on IS NULL OR handled_on >= raised_on", name=op.f("ck_pricing_objection_handled_after_raised")
        ),
        sa.CheckConstraint("length(body) > 0", name=op.f("ck_pricing_objection_body_given")),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["pricing_dossier.id"],
            name=op.f("fk_pricing_objection_dossier_id_pricing_dossier"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pricing_objection")),
    )
    op.create_index(op.f("ix_pricing_objection_dossier_id"), "pricing_objection", ["dossier_id"], unique=False)
