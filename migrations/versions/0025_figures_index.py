"""One index that holds all that a figure is made of."""

from __future__ import annotations

from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

COLUMNS = (
    "ledger",
    "signed_on",
    "buyer_region_code",
    "seller_region_code",
    "assessed_unit",
    "amount",
    "technology_amount",
    "received",
)


def upgrade() -> None:
    op.create_index("ix_contract_figures", "contract", list(COLUMNS), unique=False)


def downgrade() -> None:
    op.drop_index("ix_contract_figures", table_name="contract")
