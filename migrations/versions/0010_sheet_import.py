"""Spreadsheets on their way into the catalogue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core.db import UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    integer = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "sheet_import",
        sa.Column("record_kind", sa.String(length=16), nullable=False),
        sa.Column("organization_id", integer, nullable=True),
        sa.Column("uploaded_by", integer, nullable=False),
        sa.Column("file_name", sa.String(length=160), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("sheet_name", sa.String(length=100), nullable=False),
        sa.Column("other_sheets", document, nullable=False),
        sa.Column("row_count", integer, nullable=False),
        sa.Column("layout", document, nullable=False),
        sa.Column("chosen", document, nullable=False),
        sa.Column("claims", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("counts", document, nullable=False),
        sa.Column("problems", document, nullable=False),
        sa.Column("finished_at", UTCDateTime(), nullable=True),
        sa.Column("id", integer, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("version", integer, nullable=False),
        sa.CheckConstraint("record_kind IN ('achievement', 'need')", name=op.f("ck_sheet_import_record_kind_known")),
        sa.CheckConstraint(
            "stage IN ('columns', 'checking', 'checked', 'importing', 'done')",
            name=op.f("ck_sheet_import_stage_known"),
        ),
        sa.CheckConstraint("row_count > 0", name=op.f("ck_sheet_import_rows_given")),
        sa.CheckConstraint(
            "record_kind <> 'achievement' OR organization_id IS NOT NULL",
            name=op.f("ck_sheet_import_unit_of_achievements"),
        ),
        sa.CheckConstraint("stage <> 'done' OR finished_at IS NOT NULL", name=op.f("ck_sheet_import_done_dated")),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_sheet_import_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"], ["user_account.id"], name=op.f("fk_sheet_import_uploaded_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_import")),
        sa.UniqueConstraint("blob", name=op.f("uq_sheet_import_blob")),
    )
    op.create_index(op.f("ix_sheet_import_uploaded_by"), "sheet_import", ["uploaded_by"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_sheet_import_uploaded_by"), table_name="sheet_import")
    op.drop_table("sheet_import")
