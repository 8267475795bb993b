"""A pledge's number, dates, duties of each side, indicators, versions, confirmations; reviews, spending."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core import append_only
from matchmaker.core.db import UTCDateTime

revision = "0020"
down_revision = "0018"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
OLD_WHOLE = "duties <> '' AND rewards <> '' AND ownership <> '' AND leader_promise <> '' AND payment_terms <> ''"
NEW_WHOLE = (
    "issuer_duties <> '' AND team_duties <> '' AND rewards <> '' AND ownership <> '' "
    "AND leader_promise <> '' AND payment_terms <> ''"
)
UNKNOWN_HASH = "0" * 64


def upgrade() -> None:
    _widen_pledge()
    _record_versions()
    _record_work()
    for statement in append_only.statements("pledge_version", op.get_bind().dialect.name):
        op.execute(statement)


def _widen_pledge() -> None:
    """Pledges from before keep their text as the team's duties and run from the day they were drawn."""
    with op.batch_alter_table("pledge") as batch:
        batch.drop_constraint(op.f("ck_pledge_whole"), type_="check")
        batch.alter_column("duties", new_column_name="team_duties", existing_type=sa.Text(), existing_nullable=False)
        batch.add_column(sa.Column("number", sa.String(length=40), nullable=True))
        batch.add_column(sa.Column("revision", NUMBER, nullable=False, server_default="1"))
        batch.add_column(sa.Column("text_hash", sa.String(length=64), nullable=False, server_default=UNKNOWN_HASH))
        batch.add_column(sa.Column("starts_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("ends_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("issuer_duties", sa.Text(), nullable=False, server_default="按约定履行。"))
        batch.add_column(sa.Column("bureau_duties", sa.Text(), nullable=False, server_default=""))
    day, text = sa.Date, sa.Text
    pledge = sa.table(
        "pledge",
        sa.column("id", NUMBER),
        sa.column("number", text),
        sa.column("starts_on", day),
        sa.column("ends_on", day),
        sa.column("created_at", UTCDateTime),
    )
    milestone = sa.table("pledge_milestone", sa.column("pledge_id", NUMBER), sa.column("due_on", day))
    bind = op.get_bind()
    for row in bind.execute(sa.select(pledge.c.id, pledge.c.created_at)).all():
        last = bind.scalar(sa.select(sa.func.max(milestone.c.due_on)).where(milestone.c.pledge_id == row.id))
        begins = row.created_at.date()
        ends = last if last and last > begins else begins.replace(year=begins.year + 1, day=min(begins.day, 28))
        values = {"number": f"JB-{row.id}", "starts_on": begins, "ends_on": ends}
        bind.execute(sa.update(pledge).where(pledge.c.id == row.id).values(**values))
    with op.batch_alter_table("pledge") as batch:
        batch.alter_column("number", existing_type=sa.String(length=40), nullable=False)
        batch.alter_column("starts_on", existing_type=sa.Date(), nullable=False)
        batch.alter_column("ends_on", existing_type=sa.Date(), nullable=False)
        for name, kind in (("revision", NUMBER), ("text_hash", sa.String(length=64)), ("issuer_duties", sa.Text())):
            batch.alter_column(name, existing_type=kind, server_default=None)
        batch.alter_column("bureau_duties", existing_type=sa.Text(), server_default=None)
        batch.create_unique_constraint(op.f("uq_pledge_number"), ["number"])
        batch.create_check_constraint(op.f("ck_pledge_whole"), NEW_WHOLE)
        batch.create_check_constraint(op.f("ck_pledge_revision_positive"), "revision > 0")
        batch.create_check_constraint(op.f("ck_pledge_dates_ordered"), "ends_on > starts_on")


def _record_versions() -> None:
    op.create_table(
        "pledge_indicator",
        sa.Column("pledge_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("target", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=30), nullable=False),
        sa.Column("method", sa.String(length=200), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("name <> '' AND target <> ''", name=op.f("ck_pledge_indicator_quantified")),
        sa.ForeignKeyConstraint(
            ["pledge_id"], ["pledge.id"], name=op.f("fk_pledge_indicator_pledge_id_pledge"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_indicator")),
    )
    op.create_index(op.f("ix_pledge_indicator_pledge_id"), "pledge_indicator", ["pledge_id"], unique=False)
    op.create_table(
        "pledge_version",
        sa.Column("pledge_id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("drawn_by", NUMBER, nullable=True),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("content", DOCUMENT, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_pledge_version_number_positive")),
        sa.ForeignKeyConstraint(
            ["drawn_by"], ["user_account.id"], name=op.f("fk_pledge_version_drawn_by_user_account")
        ),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_pledge_version_pledge_id_pledge")),
        sa.PrimaryKeyConstraint("pledge_id", "number", name=op.f("pk_pledge_version")),
    )
    op.create_table(
        "pledge_confirmation",
        sa.Column("pledge_id", NUMBER, nullable=False),
        sa.Column("revision", NUMBER, nullable=False),
        sa.Column("party", sa.String(length=12), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("user_id", NUMBER, nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("party IN ('issuer', 'team', 'bureau')", name=op.f("ck_pledge_confirmation_party_known")),
        sa.ForeignKeyConstraint(
            ["pledge_id"], ["pledge.id"], name=op.f("fk_pledge_confirmation_pledge_id_pledge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_pledge_confirmation_user_id_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_confirmation")),
        sa.UniqueConstraint(
            "pledge_id", "revision", "party", name=op.f("uq_pledge_confirmation_pledge_id_revision_party")
        ),
    )


def _record_work() -> None:
    op.create_table(
        "milestone_review",
        sa.Column("milestone_id", NUMBER, nullable=False),
        sa.Column("way", sa.String(length=12), nullable=False),
        sa.Column("reviewers", sa.String(length=400), nullable=False),
        sa.Column("final_user", sa.String(length=80), nullable=False),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("finding", sa.String(length=2000), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("reported_at", UTCDateTime(), nullable=False),
        sa.Column("reviewed_by", NUMBER, nullable=True),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("way IN ('on_site', 'simulation', 'in_use')", name=op.f("ck_milestone_review_way_known")),
        sa.CheckConstraint(
            "verdict IN ('passed', 'rectify', 'failed')", name=op.f("ck_milestone_review_verdict_known")
        ),
        sa.CheckConstraint(
            "reviewers <> '' AND final_user <> '' AND finding <> '' AND report <> ''",
            name=op.f("ck_milestone_review_whole"),
        ),
        sa.ForeignKeyConstraint(
            ["milestone_id"], ["pledge_milestone.id"], name=op.f("fk_milestone_review_milestone_id_pledge_milestone")
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by"], ["user_account.id"], name=op.f("fk_milestone_review_reviewed_by_user_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_review")),
    )
    op.create_index(op.f("ix_milestone_review_milestone_id"), "milestone_review", ["milestone_id"], unique=False)
    op.create_table(
        "spending",
        sa.Column("pledge_id", NUMBER, nullable=False),
        sa.Column("category", sa.String(length=24), nullable=False),
        sa.Column("amount", NUMBER, nullable=False),
        sa.Column("spent_on", sa.Date(), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("declared_by", NUMBER, nullable=True),
        sa.Column("declared_at", UTCDateTime(), nullable=False),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_spending_amount_positive")),
        sa.CheckConstraint("note <> ''", name=op.f("ck_spending_note_given")),
        sa.ForeignKeyConstraint(
            ["declared_by"], ["user_account.id"], name=op.f("fk_spending_declared_by_user_account")
        ),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledge.id"], name=op.f("fk_spending_pledge_id_pledge")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spending")),
    )
    op.create_index(op.f("ix_spending_pledge_id"), "spending", ["pledge_id"], unique=False)


def downgrade() -> None:
    for statement in append_only.removal("pledge_version", op.get_bind().dialect.name):
        op.execute(statement)
    for table in ("spending", "milestone_review", "pledge_confirmation", "pledge_version", "pledge_indicator"):
        op.drop_table(table)
    with op.batch_alter_table("pledge") as batch:
        for name in ("whole", "revision_positive", "dates_ordered"):
            batch.drop_constraint(op.f(f"ck_pledge_{name}"), type_="check")
        batch.drop_constraint(op.f("uq_pledge_number"), type_="unique")
        for name in ("number", "revision", "text_hash", "starts_on", "ends_on", "issuer_duties", "bureau_duties"):
            batch.drop_column(name)
        batch.alter_column("team_duties", new_column_name="duties", existing_type=sa.Text(), existing_nullable=False)
        batch.create_check_constraint(op.f("ck_pledge_whole"), OLD_WHOLE)
