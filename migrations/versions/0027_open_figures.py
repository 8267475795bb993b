"""The mirrored list of infringers, tables that bring it, and where people of the roster are hosted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaker.core.db import UTCDateTime

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FEW = "('achievement', 'need', 'contract', 'organization', 'scout')"
ALL = "('achievement', 'need', 'contract', 'organization', 'scout', 'infringement')"


def upgrade() -> None:
    op.create_table(
        "infringement_entry",
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("credit_code", sa.String(length=18), nullable=True),
        sa.Column("authority", sa.String(length=100), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("listed_on", sa.Date(), nullable=False),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("removal", sa.String(length=300), nullable=False),
        sa.Column("entered_by", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "credit_code IS NULL OR length(credit_code) = 18", name=op.f("ck_infringement_entry_credit_code_length")
        ),
        sa.CheckConstraint("name <> '' AND authority <> '' AND url <> ''", name=op.f("ck_infringement_entry_whole")),
        sa.CheckConstraint(
            "removed_on IS NULL OR removed_on >= listed_on", name=op.f("ck_infringement_entry_removed_after_listed")
        ),
        sa.CheckConstraint(
            "removed_on IS NULL OR removal <> ''", name=op.f("ck_infringement_entry_removed_has_reason")
        ),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["user_account.id"], name=op.f("fk_infringement_entry_entered_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["region_code"], ["region.code"], name=op.f("fk_infringement_entry_region_code_region")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_infringement_entry")),
        sa.UniqueConstraint(
            "region_code", "name", "listed_on", name=op.f("uq_infringement_entry_region_code_name_listed_on")
        ),
    )
    for column in ("region_code", "name", "credit_code", "listed_on"):
        op.create_index(op.f(f"ix_infringement_entry_{column}"), "infringement_entry", [column])
    _kinds(ALL)
    with op.batch_alter_table("scout_profile") as table:
        table.add_column(sa.Column("host", sa.String(length=100), nullable=False, server_default=""))
    with op.batch_alter_table("scout_profile") as table:
        table.alter_column("host", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("scout_profile") as table:
        table.drop_column("host")
    op.execute("DELETE FROM sheet_import WHERE record_kind = 'infringement'")
    _kinds(FEW)
    op.drop_table("infringement_entry")


def _kinds(known: str) -> None:
    with op.batch_alter_table("sheet_import") as table:
        table.drop_constraint(op.f("ck_sheet_import_record_kind_known"), type_="check")
        table.create_check_constraint(op.f("ck_sheet_import_record_kind_known"), f"record_kind IN {known}")
