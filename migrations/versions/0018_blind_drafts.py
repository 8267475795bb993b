"""Drafts of bids stand under a blind name: no unit, no instant, no number in a row.

Drafts under the plain names are dropped on either way: without the installation's secret nobody
can say which is which.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaker.core.db import UTCDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.drop_table("bid_draft")
    op.create_table(
        "bid_draft",
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_bid_draft_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_bid_draft")),
    )
    op.create_index(op.f("ix_bid_draft_challenge_id"), "bid_draft", ["challenge_id"])


def downgrade() -> None:
    op.drop_table("bid_draft")
    op.create_table(
        "bid_draft",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("organization_id", NUMBER, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_bid_draft_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_bid_draft_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bid_draft")),
        sa.UniqueConstraint("challenge_id", "organization_id", name=op.f("uq_bid_draft_challenge_id_organization_id")),
    )
