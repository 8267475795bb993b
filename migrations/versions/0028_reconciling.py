"""Which platform contract is which registered one, and what was decided about it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaker.core.db import UTCDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JOINED = "fk_contract_registered_as_id_contract"


def upgrade() -> None:
    with op.batch_alter_table("contract") as table:
        table.add_column(sa.Column("registered_as_id", NUMBER, nullable=True))
        table.create_foreign_key(op.f(JOINED), "contract", ["registered_as_id"], ["id"])
        table.create_unique_constraint(op.f("uq_contract_registered_as_id"), ["registered_as_id"])
        table.create_check_constraint(
            op.f("ck_contract_only_platform_joined"), "registered_as_id IS NULL OR ledger = 'platform'"
        )
    op.create_table(
        "contract_verdict",
        sa.Column("platform_id", NUMBER, nullable=False),
        sa.Column("registered_id", NUMBER, nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("way", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("decided_by", NUMBER, nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("(verdict = 'joined') = (way IS NOT NULL)", name=op.f("ck_contract_verdict_joined_somehow")),
        sa.CheckConstraint("platform_id <> registered_id", name=op.f("ck_contract_verdict_two_contracts")),
        sa.CheckConstraint("verdict <> 'undone' OR reason <> ''", name=op.f("ck_contract_verdict_undone_with_reason")),
        sa.CheckConstraint(
            "verdict IN ('joined', 'undone', 'dismissed')", name=op.f("ck_contract_verdict_verdict_known")
        ),
        sa.CheckConstraint(
            "way IS NULL OR way IN ('import', 'suggestion', 'choice')", name=op.f("ck_contract_verdict_way_known")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["user_account.id"], name=op.f("fk_contract_verdict_decided_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["platform_id"], ["contract.id"], name=op.f("fk_contract_verdict_platform_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["registered_id"], ["contract.id"], name=op.f("fk_contract_verdict_registered_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_verdict")),
    )
    for column in ("platform_id", "registered_id"):
        op.create_index(op.f(f"ix_contract_verdict_{column}"), "contract_verdict", [column])


def downgrade() -> None:
    op.drop_table("contract_verdict")
    with op.batch_alter_table("contract") as table:
        table.drop_constraint(op.f("ck_contract_only_platform_joined"), type_="check")
        table.drop_constraint(op.f("uq_contract_registered_as_id"), type_="unique")
        table.drop_constraint(op.f(JOINED), type_="foreignkey")
        table.drop_column("registered_as_id")
