"""What of a pasted introduction found no field, beside the draft."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("achievement", sa.Column("pasted_note", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("achievement", "pasted_note")
