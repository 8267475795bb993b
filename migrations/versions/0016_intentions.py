"""Who wants to be told of changes of a challenge."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    integer = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "intention",
        sa.Column("challenge_id", integer, nullable=False),
        sa.Column("user_id", integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_intention_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_intention_user_id_user_account"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("challenge_id", "user_id", name=op.f("pk_intention")),
    )
    op.create_index(op.f("ix_intention_user_id"), "intention", ["user_id"], unique=False)


def downgrade() -> None:
    op.drop_table("intention")
