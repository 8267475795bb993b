"""How open challenges end: races, settlements, field tests, follow-ups, and the contracts that come of them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from matchmaker.core.db import UTCDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TABLES = (
    "settlement",
    "field_finding",
    "race_finish",
    "follow_up",
    "field_test",
    "bid_statement",
    "race_rule",
)


def upgrade() -> None:
    op.create_table(
        "race_rule",
        sa.Column("challenge_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("winner", sa.String(length=8), nullable=False),
        sa.Column("equal_points", sa.String(length=8), nullable=False),
        sa.Column("fixed_at", UTCDateTime(), nullable=False),
        sa.Column("fixed_by", NUMBER, nullable=True),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint("equal_points IN ('earlier', 'cheaper')", name=op.f("ck_race_rule_equal_points_known")),
        sa.CheckConstraint("winner IN ('first', 'best')", name=op.f("ck_race_rule_winner_known")),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_race_rule_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["fixed_by"], ["user_account.id"], name=op.f("fk_race_rule_fixed_by_user_account")),
        sa.PrimaryKeyConstraint("challenge_id", name=op.f("pk_race_rule")),
    )
    op.create_table(
        "bid_statement",
        sa.Column("bid_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_by", NUMBER, nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_by", NUMBER, nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint("(answer = '') = (answered_at IS NULL)", name=op.f("ck_bid_statement_answer_dated")),
        sa.CheckConstraint("body <> ''", name=op.f("ck_bid_statement_body_given")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["user_account.id"], name=op.f("fk_bid_statement_answered_by_user_account")
        ),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_bid_statement_bid_id_bid")),
        sa.ForeignKeyConstraint(["made_by"], ["user_account.id"], name=op.f("fk_bid_statement_made_by_user_account")),
        sa.PrimaryKeyConstraint("bid_id", name=op.f("pk_bid_statement")),
    )
    op.create_table(
        "field_test",
        sa.Column("bid_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("tested_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("final_users", sa.String(length=500), nullable=False),
        sa.Column("third_party", sa.String(length=200), nullable=False),
        sa.Column("course", sa.Text(), nullable=False),
        sa.Column("recorded_by", NUMBER, nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "place <> '' AND final_users <> '' AND third_party <> '' AND course <> ''", name=op.f("ck_field_test_whole")
        ),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_field_test_bid_id_bid")),
        sa.ForeignKeyConstraint(
            ["recorded_by"], ["user_account.id"], name=op.f("fk_field_test_recorded_by_user_account")
        ),
        sa.PrimaryKeyConstraint("bid_id", name=op.f("pk_field_test")),
    )
    op.create_table(
        "follow_up",
        sa.Column("bid_id", NUMBER, nullable=False),
        sa.Column("months", NUMBER, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("usage", sa.String(length=12), nullable=True),
        sa.Column("output_value", NUMBER, nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("reported_at", UTCDateTime(), nullable=True),
        sa.Column("reported_by", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "usage IS NULL OR usage = 'in_use' OR note <> ''", name=op.f("ck_follow_up_unused_has_note")
        ),
        sa.CheckConstraint(
            "usage IS NULL OR usage IN ('in_use', 'not_yet', 'stopped')", name=op.f("ck_follow_up_usage_known")
        ),
        sa.CheckConstraint("(usage IS NULL) = (reported_at IS NULL)", name=op.f("ck_follow_up_report_dated")),
        sa.CheckConstraint("months > 0", name=op.f("ck_follow_up_months_positive")),
        sa.CheckConstraint("output_value IS NULL OR output_value >= 0", name=op.f("ck_follow_up_output_not_negative")),
        sa.CheckConstraint("output_value IS NULL OR usage IS NOT NULL", name=op.f("ck_follow_up_output_reported")),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_follow_up_bid_id_bid")),
        sa.ForeignKeyConstraint(
            ["reported_by"], ["user_account.id"], name=op.f("fk_follow_up_reported_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_up")),
        sa.UniqueConstraint("bid_id", "months", name=op.f("uq_follow_up_bid_id_months")),
    )
    op.create_index(
        "ix_follow_up_open",
        "follow_up",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("reported_at IS NULL"),
        postgresql_where=sa.text("reported_at IS NULL"),
    )

    op.create_table(
        "race_finish",
        sa.Column("bid_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("place", NUMBER, nullable=False),
        sa.Column("finding", sa.String(length=2000), nullable=False),
        sa.Column("found_at", UTCDateTime(), nullable=False),
        sa.Column("found_by", NUMBER, nullable=True),
        sa.CheckConstraint("place > 0 AND finding <> ''", name=op.f("ck_race_finish_whole")),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_race_finish_bid_id_bid")),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_race_finish_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["found_by"], ["user_account.id"], name=op.f("fk_race_finish_found_by_user_account")),
        sa.PrimaryKeyConstraint("bid_id", name=op.f("pk_race_finish")),
        sa.UniqueConstraint("challenge_id", "place", name=op.f("uq_race_finish_challenge_id_place")),
    )
    op.create_table(
        "field_finding",
        sa.Column("bid_id", NUMBER, nullable=False),
        sa.Column("indicator_id", NUMBER, nullable=False),
        sa.Column("measured", sa.String(length=80), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.CheckConstraint("measured <> ''", name=op.f("ck_field_finding_measured_given")),
        sa.ForeignKeyConstraint(
            ["bid_id"], ["field_test.bid_id"], name=op.f("fk_field_finding_bid_id_field_test"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["indicator_id"], ["challenge_indicator.id"], name=op.f("fk_field_finding_indicator_id_challenge_indicator")
        ),
        sa.PrimaryKeyConstraint("bid_id", "indicator_id", name=op.f("pk_field_finding")),
    )
    op.create_table(
        "settlement",
        sa.Column("bid_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("pledge_id", NUMBER, nullable=False),
        sa.Column("contract_amount", NUMBER, nullable=False),
        sa.Column("paid", NUMBER, nullable=False),
        sa.Column("value", NUMBER, nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("settled_by", NUMBER, nullable=True),
        sa.Column("settled_at", UTCDateTime(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=True),
        sa.Column("voucher", sa.String(length=80), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_settlement_reason_given")),
        sa.CheckConstraint(
            "paid >= 0 AND value >= 0 AND paid + value <= contract_amount", name=op.f("ck_settlement_within_contract")
        ),
        sa.CheckConstraint(
            "paid_on IS NULL OR (value > 0 AND paid_on >= agreed_on)", name=op.f("ck_settlement_paid_as_agreed")
        ),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_settlement_bid_id_bid")),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_settlement_pledge_id_pledge")),
        sa.ForeignKeyConstraint(
            ["settled_by"], ["user_account.id"], name=op.f("fk_settlement_settled_by_user_account")
        ),
        sa.PrimaryKeyConstraint("bid_id", name=op.f("pk_settlement")),
        sa.UniqueConstraint("pledge_id", name=op.f("uq_settlement_pledge_id")),
    )
    with op.batch_alter_table("contract") as batch:
        batch.add_column(sa.Column("origin_kind", sa.String(length=16), nullable=True))
        batch.add_column(sa.Column("origin_id", NUMBER, nullable=True))
        batch.create_unique_constraint(
            op.f("uq_contract_origin_kind_origin_id_seller_organization_id"),
            ["origin_kind", "origin_id", "seller_organization_id"],
        )
        batch.create_check_constraint(op.f("ck_contract_origin_whole"), "(origin_kind IS NULL) = (origin_id IS NULL)")


def downgrade() -> None:
    with op.batch_alter_table("contract") as batch:
        batch.drop_constraint(op.f("ck_contract_origin_whole"), type_="check")
        batch.drop_constraint(op.f("uq_contract_origin_kind_origin_id_seller_organization_id"), type_="unique")
        batch.drop_column("origin_id")
        batch.drop_column("origin_kind")
    for table in TABLES:
        op.drop_table(table)
