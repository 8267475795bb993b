"""What of a pasted introduction found no field, beside the draft."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    integer = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "pasted_note",
        sa.Column("achievement_id", integer, autoincrement=False, nullable=False),
        sa.Column("organization_id", integer, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["achievement_id", "organization_id"],
            ["achievement.id", "achievement.organization_id"],
            name=op.f("fk_pasted_note_achievement_id_organization_id_achievement"),
            ondelete="CASCADE",
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("achievement_id", name=op.f("pk_pasted_note")),
    )


def downgrade() -> None:
    op.drop_table("pasted_note")
