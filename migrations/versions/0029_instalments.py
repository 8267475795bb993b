"""Instalments of contracts, and when the owner of a task and the officers were told that it is late."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaker.core.db import UTCDateTime

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
FIRST = "ck_deal_task_reminded_first"


def upgrade() -> None:
    op.create_table(
        "contract_instalment",
        sa.Column("contract_id", NUMBER, nullable=False),
        sa.Column("condition", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("amount", NUMBER, nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("paid_amount", NUMBER, nullable=True),
        sa.Column("recorded_by", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint("condition <> '' OR due_on IS NOT NULL", name=op.f("ck_contract_instalment_due_somehow")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_contract_instalment_amount_positive")),
        sa.CheckConstraint("(paid_on IS NULL) = (paid_amount IS NULL)", name=op.f("ck_contract_instalment_paid_whole")),
        sa.CheckConstraint("paid_amount IS NULL OR paid_amount > 0", name=op.f("ck_contract_instalment_paid_positive")),
        sa.ForeignKeyConstraint(
            ["contract_id"],
            ["contract.id"],
            name=op.f("fk_contract_instalment_contract_id_contract"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_instalment")),
    )
    op.create_index(op.f("ix_contract_instalment_contract_id"), "contract_instalment", ["contract_id"])
    with op.batch_alter_table("deal_task") as table:
        table.add_column(sa.Column("reminded_at", UTCDateTime(), nullable=True))
        table.add_column(sa.Column("escalated_at", UTCDateTime(), nullable=True))
        table.create_check_constraint(op.f(FIRST), "escalated_at IS NULL OR reminded_at IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("deal_task") as table:
        table.drop_constraint(op.f(FIRST), type_="check")
        table.drop_column("escalated_at")
        table.drop_column("reminded_at")
    op.drop_table("contract_instalment")
