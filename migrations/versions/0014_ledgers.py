"""Technical contracts, what a unit says of itself, and tables that become more than drafts."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations
from sqlalchemy.dialects import postgresql

from matchmaker.core.db import UTCDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

FEW, ALL = "('achievement', 'need')", "('achievement', 'need', 'contract', 'organization', 'scout')"
OWN_LISTS = {
    "organization_id": ["organization_id", "state", "updated_at"],
    "entered_by": ["entered_by", "organization_id", "state", "updated_at"],
}
FILL = """
INSERT INTO contract (
    ledger, name, buyer_name, buyer_credit_code, buyer_region_code, buyer_organization_id,
    seller_name, seller_credit_code, seller_region_code, seller_organization_id,
    amount, received, ip_kinds, signed_on, assessed_unit, note, deal_id, created_at, updated_at, version
)
SELECT
    'platform', need.title, buyer.name, buyer.credit_code, buyer.region_code, buyer.id,
    seller.name, seller.credit_code, seller.region_code, seller.id,
    deal.amount, 0, :none, deal.signed_on, region.name, '', deal.id, deal.state_at, deal.state_at, 1
FROM deal
JOIN need ON need.id = deal.need_id
JOIN organization AS buyer ON buyer.id = deal.need_organization_id
JOIN organization AS seller ON seller.id = deal.achievement_organization_id
JOIN region ON region.code = buyer.region_code
WHERE deal.signed_on IS NOT NULL
"""
RENAMED = {"catalog.sheet": "sheets.work", "catalog.forget_sheets": "sheets.forget"}


def upgrade() -> None:
    document = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    with op.batch_alter_table("sheet_import") as table:
        table.add_column(sa.Column("remarks", document, nullable=False, server_default="[]"))
        table.add_column(sa.Column("taken", _integer(), nullable=False, server_default="0"))
        table.create_check_constraint(op.f("ck_sheet_import_taken_not_negative"), "taken >= 0")
        _kinds(table, ALL)
    with op.batch_alter_table("sheet_import") as table:
        table.alter_column("remarks", server_default=None)
        table.alter_column("taken", server_default=None)
    _create_particulars()
    _rename_jobs(RENAMED)
    _own_lists()
    _create_contracts(document)
    _fill_contracts()


def downgrade() -> None:
    op.drop_table("contract")
    for listing in ("achievement", "need"):
        for columns in OWN_LISTS.values():
            op.drop_index(op.f(f"ix_{listing}_{'_'.join(columns)}"), table_name=listing)
        for column in OWN_LISTS:
            op.create_index(op.f(f"ix_{listing}_{column}"), listing, [column])
    _rename_jobs({new: old for old, new in RENAMED.items()})
    op.drop_table("own_particular")
    op.execute("DELETE FROM sheet_import WHERE record_kind NOT IN ('achievement', 'need')")
    with op.batch_alter_table("sheet_import") as table:
        table.drop_constraint(op.f("ck_sheet_import_taken_not_negative"), type_="check")
        table.drop_column("remarks")
        table.drop_column("taken")
        _kinds(table, FEW)


def _integer() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _kinds(table: BatchOperations, known: str) -> None:
    table.drop_constraint(op.f("ck_sheet_import_record_kind_known"), type_="check")
    table.create_check_constraint(op.f("ck_sheet_import_record_kind_known"), f"record_kind IN {known}")


def _rename_jobs(names: dict[str, str]) -> None:
    """Jobs that wait keep their work, schedules their hour."""
    for old, new in names.items():
        op.execute(sa.text("UPDATE job SET kind = :new WHERE kind = :old").bindparams(old=old, new=new))
        op.execute(sa.text("UPDATE job_schedule SET kind = :new WHERE kind = :old").bindparams(old=old, new=new))


def _create_contracts(document: Any) -> None:
    integer = _integer()
    op.create_table(
        "contract",
        sa.Column("ledger", sa.String(length=12), nullable=False),
        sa.Column("registration_number", sa.String(length=32), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=True),
        sa.Column("development_mode", sa.String(length=16), nullable=True),
        sa.Column("buyer_name", sa.String(length=100), nullable=False),
        sa.Column("buyer_credit_code", sa.String(length=18), nullable=True),
        sa.Column("buyer_region_code", sa.String(length=12), nullable=False),
        sa.Column("buyer_organization_id", integer, nullable=True),
        sa.Column("seller_name", sa.String(length=100), nullable=False),
        sa.Column("seller_credit_code", sa.String(length=18), nullable=True),
        sa.Column("seller_region_code", sa.String(length=12), nullable=False),
        sa.Column("seller_organization_id", integer, nullable=True),
        sa.Column("amount", integer, nullable=True),
        sa.Column("technology_amount", integer, nullable=True),
        sa.Column("received", integer, nullable=False),
        sa.Column("ip_kinds", document, nullable=False),
        sa.Column("payment_mode", sa.String(length=20), nullable=True),
        sa.Column("pricing_method", sa.String(length=16), nullable=True),
        sa.Column("field_code", sa.String(length=32), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("registered_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("assessed_unit", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("deal_id", integer, nullable=True),
        sa.Column("entered_by", integer, nullable=True),
        sa.Column("id", integer, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("version", integer, nullable=False),
        sa.CheckConstraint(
            "(ledger = 'registered') = (registration_number IS NOT NULL)",
            name=op.f("ck_contract_registered_has_number"),
        ),
        sa.CheckConstraint(
            "development_mode IS NULL OR development_mode IN ('commissioned', 'cooperative')",
            name=op.f("ck_contract_development_mode_known"),
        ),
        sa.CheckConstraint(
            "development_mode IS NULL OR kind = 'development'", name=op.f("ck_contract_mode_of_development")
        ),
        sa.CheckConstraint(
            "kind IS NULL OR kind IN ('development', 'transfer', 'license', 'consulting', 'service')",
            name=op.f("ck_contract_kind_known"),
        ),
        sa.CheckConstraint(
            "ledger <> 'registered' OR (kind IS NOT NULL AND amount IS NOT NULL)",
            name=op.f("ck_contract_registered_whole"),
        ),
        sa.CheckConstraint("ledger IN ('registered', 'platform')", name=op.f("ck_contract_ledger_known")),
        sa.CheckConstraint(
            "payment_mode IS NULL OR payment_mode IN ('lump_sum', 'instalments', 'royalty', 'entry_and_royalty', 'equity')",
            name=op.f("ck_contract_payment_mode_known"),
        ),
        sa.CheckConstraint(
            "pricing_method IS NULL OR pricing_method IN ('negotiated', 'listed', 'auctioned', 'other')",
            name=op.f("ck_contract_pricing_method_known"),
        ),
        sa.CheckConstraint(
            "registered_on IS NULL OR ledger = 'registered'", name=op.f("ck_contract_only_registered_dated")
        ),
        sa.CheckConstraint("amount IS NULL OR amount >= 0", name=op.f("ck_contract_amount_not_negative")),
        sa.CheckConstraint(
            "length(name) > 0 AND length(buyer_name) > 0 AND length(seller_name) > 0",
            name=op.f("ck_contract_names_given"),
        ),
        sa.CheckConstraint("received >= 0", name=op.f("ck_contract_received_not_negative")),
        sa.CheckConstraint(
            "registered_on IS NULL OR registered_on >= signed_on", name=op.f("ck_contract_signed_before_registered")
        ),
        sa.CheckConstraint(
            "technology_amount IS NULL OR (technology_amount >= 0 AND technology_amount <= amount)",
            name=op.f("ck_contract_technology_within_amount"),
        ),
        sa.CheckConstraint("valid_until IS NULL OR valid_until >= signed_on", name=op.f("ck_contract_term_ordered")),
        sa.ForeignKeyConstraint(
            ["buyer_organization_id"], ["organization.id"], name=op.f("fk_contract_buyer_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["deal_id"], ["deal.id"], name=op.f("fk_contract_deal_id_deal")),
        sa.ForeignKeyConstraint(["entered_by"], ["user_account.id"], name=op.f("fk_contract_entered_by_user_account")),
        sa.ForeignKeyConstraint(
            ["seller_organization_id"],
            ["organization.id"],
            name=op.f("fk_contract_seller_organization_id_organization"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("deal_id", name=op.f("uq_contract_deal_id")),
        sa.UniqueConstraint("registration_number", name=op.f("uq_contract_registration_number")),
    )
    op.create_index(op.f("ix_contract_buyer_name_seller_name"), "contract", ["buyer_name", "seller_name"], unique=False)
    op.create_index(op.f("ix_contract_buyer_organization_id"), "contract", ["buyer_organization_id"], unique=False)
    op.create_index(op.f("ix_contract_buyer_region_code"), "contract", ["buyer_region_code"], unique=False)
    op.create_index(op.f("ix_contract_seller_organization_id"), "contract", ["seller_organization_id"], unique=False)
    op.create_index(op.f("ix_contract_seller_region_code"), "contract", ["seller_region_code"], unique=False)
    op.create_index(op.f("ix_contract_signed_on"), "contract", ["signed_on"], unique=False)


def _own_lists() -> None:
    """Lists of one's own are found, sorted and counted within an index."""
    for table in ("achievement", "need"):
        for column, columns in OWN_LISTS.items():
            op.drop_index(op.f(f"ix_{table}_{column}"), table_name=table)
            op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)


def _fill_contracts() -> None:
    """Deals that were signed before there was a ledger."""
    none = "CAST('[]' AS jsonb)" if op.get_bind().dialect.name == "postgresql" else "'[]'"
    op.execute(FILL.replace(":none", none))


def _create_particulars() -> None:
    integer = _integer()
    op.create_table(
        "own_particular",
        sa.Column("organization_id", integer, nullable=False),
        sa.Column("field", sa.String(length=24), nullable=False),
        sa.Column("stated_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_own_particular_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "field", name=op.f("pk_own_particular")),
    )
