"""When and why an expert's seat was taken over by somebody else."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaker.core.db import UTCDateTime

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("panel_seat") as table:
        table.add_column(sa.Column("left_at", UTCDateTime(), nullable=True))
        table.add_column(sa.Column("left_reason", sa.String(length=500), nullable=False, server_default=""))
        table.create_check_constraint(
            op.f("ck_panel_seat_leaving_has_reason"), "(left_at IS NULL) = (left_reason = '')"
        )
    with op.batch_alter_table("panel_seat") as table:
        table.alter_column("left_reason", existing_type=sa.String(length=500), server_default=None)


def downgrade() -> None:
    """The older program would count the sheets of those who were replaced: they go, and so do the seats, as it did."""
    op.execute("DELETE FROM score_sheet WHERE seat_id IN (SELECT id FROM panel_seat WHERE left_at IS NOT NULL)")
    op.execute("DELETE FROM panel_seat WHERE left_at IS NOT NULL AND conflict IS NOT TRUE")
    with op.batch_alter_table("panel_seat") as table:
        table.drop_constraint(op.f("ck_panel_seat_leaving_has_reason"), type_="check")
        table.drop_column("left_reason")
        table.drop_column("left_at")
