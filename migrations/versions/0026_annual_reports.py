"""Annual reports of units, and to whom they were delivered."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaker.core.db import JsonValue, UTCDateTime

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "annual_report",
        sa.Column("organization_id", NUMBER, nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("year", NUMBER, nullable=False),
        sa.Column("figures", JsonValue, nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("drafted_on", sa.Date(), nullable=False),
        sa.Column("submitted_at", UTCDateTime(), nullable=True),
        sa.Column("state_reason", sa.String(length=1000), nullable=False),
        sa.Column("entered_by", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "state <> 'returned' OR state_reason <> ''", name=op.f("ck_annual_report_returned_with_reason")
        ),
        sa.CheckConstraint(
            "state = 'draft' OR submitted_at IS NOT NULL", name=op.f("ck_annual_report_submitted_dated")
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'returned', 'accepted')", name=op.f("ck_annual_report_state_known")
        ),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_annual_report_year_known")),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["user_account.id"], name=op.f("fk_annual_report_entered_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_annual_report_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_annual_report_region_code_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_report")),
        sa.UniqueConstraint("organization_id", "year", name=op.f("uq_annual_report_organization_id_year")),
    )
    op.create_index(op.f("ix_annual_report_year"), "annual_report", ["year"], unique=False)
    op.create_table(
        "report_delivery",
        sa.Column("report_id", NUMBER, nullable=False),
        sa.Column("recipient", sa.String(length=16), nullable=False),
        sa.Column("delivered_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("recorded_by", NUMBER, nullable=True),
        sa.Column("recorded_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint(
            "recipient IN ('authority', 'science_bureau', 'finance_bureau')",
            name=op.f("ck_report_delivery_recipient_known"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_report_delivery_recorded_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["annual_report.id"],
            name=op.f("fk_report_delivery_report_id_annual_report"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("report_id", "recipient", name=op.f("pk_report_delivery")),
    )


def downgrade() -> None:
    op.drop_table("report_delivery")
    op.drop_table("annual_report")
