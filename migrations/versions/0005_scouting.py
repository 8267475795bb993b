"""Roster, fixed contacts, contact log, leads, confirmations, routing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core.db import UTCDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


# A record carries its scout for good: once set, the column does not change any more.
LISTINGS = ("achievement", "need")
KEEP_FUNCTION = (
    "CREATE FUNCTION matchmaker_keep_scout() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'the scout of % stays', TG_TABLE_NAME; END $$"
)
CHANGES = {
    "sqlite": "BEFORE UPDATE OF scout_id ON {table} WHEN old.scout_id IS NOT NULL AND new.scout_id IS NOT old.scout_id "
    "BEGIN SELECT RAISE(ABORT, 'the scout of {table} stays'); END",
    "postgresql": "BEFORE UPDATE OF scout_id ON {table} FOR EACH ROW "
    "WHEN (old.scout_id IS NOT NULL AND new.scout_id IS DISTINCT FROM old.scout_id) "
    "EXECUTE FUNCTION matchmaker_keep_scout()",
}


def _keep_scouts() -> None:
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        op.execute(KEEP_FUNCTION)
    for table in LISTINGS:
        op.execute(f"CREATE TRIGGER {table}_keep_scout " + CHANGES[dialect].format(table=table))


def _let_scouts_go() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for table in LISTINGS:
        op.execute(f"DROP TRIGGER {table}_keep_scout" + ("" if is_sqlite else f" ON {table}"))
    if not is_sqlite:
        op.execute("DROP FUNCTION matchmaker_keep_scout()")


def upgrade() -> None:
    _keep_scouts()
    op.create_table(
        "scout_profile",
        sa.Column("user_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("unit", sa.String(length=100), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column(
            "field_codes",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("term_start", sa.Date(), nullable=False),
        sa.Column("term_end", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "kind IN ('scout', 'chain_specialist', 'envoy', 'broker')",
            name=op.f("ck_scout_profile_kind_known"),
        ),
        sa.CheckConstraint("term_end IS NULL OR term_end >= term_start", name=op.f("ck_scout_profile_term_ordered")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_scout_profile_region_code_region")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_scout_profile_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scout_profile")),
        sa.UniqueConstraint("user_id", name=op.f("uq_scout_profile_user_id")),
    )
    op.create_index(op.f("ix_scout_profile_region_code"), "scout_profile", ["region_code"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("scout_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_assignment_term_ordered")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_assignment_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(["scout_id"], ["user_account.id"], name=op.f("fk_assignment_scout_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint(
            "scout_id",
            "organization_id",
            "starts_on",
            name=op.f("uq_assignment_scout_id_organization_id_starts_on"),
        ),
    )
    op.create_index(op.f("ix_assignment_organization_id"), "assignment", ["organization_id"], unique=False)
    op.create_index(op.f("ix_assignment_scout_id"), "assignment", ["scout_id"], unique=False)
    op.create_table(
        "contact_log",
        sa.Column("scout_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("method", sa.String(length=12), nullable=False),
        sa.Column("counterpart", sa.String(length=60), nullable=False),
        sa.Column("learnt", sa.Text(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("next_contact_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "method IN ('visit', 'phone', 'meeting', 'online')",
            name=op.f("ck_contact_log_method_known"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_contact_log_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(["scout_id"], ["user_account.id"], name=op.f("fk_contact_log_scout_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_log")),
    )
    op.create_index(op.f("ix_contact_log_next_contact_on"), "contact_log", ["next_contact_on"], unique=False)
    op.create_index(op.f("ix_contact_log_organization_id"), "contact_log", ["organization_id"], unique=False)
    op.create_index(op.f("ix_contact_log_scout_id"), "contact_log", ["scout_id"], unique=False)
    op.create_index(
        op.f("ix_contact_log_scout_id_happened_on"),
        "contact_log",
        ["scout_id", "happened_on"],
        unique=False,
    )
    op.create_table(
        "lead",
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("scout_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("organization_text", sa.String(length=100), nullable=False),
        sa.Column("contact_log_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("source_note", sa.String(length=200), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("drop_reason", sa.String(length=300), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("kind IN ('achievement', 'need')", name=op.f("ck_lead_kind_known")),
        sa.CheckConstraint("state <> 'dropped' OR length(drop_reason) > 0", name=op.f("ck_lead_dropped_has_reason")),
        sa.CheckConstraint(
            "state <> 'registered' OR record_id IS NOT NULL",
            name=op.f("ck_lead_registered_has_record"),
        ),
        sa.CheckConstraint("state IN ('open', 'registered', 'dropped')", name=op.f("ck_lead_state_known")),
        sa.ForeignKeyConstraint(
            ["contact_log_id"], ["contact_log.id"], name=op.f("fk_lead_contact_log_id_contact_log")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_lead_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(["scout_id"], ["user_account.id"], name=op.f("fk_lead_scout_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lead")),
    )
    op.create_index(op.f("ix_lead_scout_id"), "lead", ["scout_id"], unique=False)
    op.create_table(
        "routing_task",
        sa.Column("need_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("route", sa.String(length=16), nullable=True),
        sa.Column("assignee_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("department", sa.String(length=100), nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("outcome", sa.String(length=1000), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "route IS NULL OR route IN ('four_search', 'expert', 'pilot', 'challenge', 'department', 'closed')",
            name=op.f("ck_routing_task_route_known"),
        ),
        sa.CheckConstraint("state <> 'done' OR length(outcome) > 0", name=op.f("ck_routing_task_done_has_outcome")),
        sa.CheckConstraint("state = 'waiting' OR route IS NOT NULL", name=op.f("ck_routing_task_routed")),
        sa.CheckConstraint("state IN ('waiting', 'assigned', 'done')", name=op.f("ck_routing_task_state_known")),
        sa.ForeignKeyConstraint(
            ["assignee_id"],
            ["user_account.id"],
            name=op.f("fk_routing_task_assignee_id_user_account"),
        ),
        sa.ForeignKeyConstraint(
            ["need_id"], ["need.id"], name=op.f("fk_routing_task_need_id_need"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_routing_task")),
    )
    op.create_index(op.f("ix_routing_task_assignee_id"), "routing_task", ["assignee_id"], unique=False)
    op.create_index(op.f("ix_routing_task_region_code"), "routing_task", ["region_code"], unique=False)
    op.create_index(
        "uq_routing_task_open",
        "routing_task",
        ["need_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'done'"),
        postgresql_where=sa.text("state <> 'done'"),
    )
    op.create_table(
        "unit_confirmation",
        sa.Column("record_kind", sa.String(length=16), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("scout_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=True),
        sa.Column("attachment_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("link_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answer_note", sa.String(length=500), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "channel IS NULL OR channel IN ('account', 'link', 'authorisation')",
            name=op.f("ck_unit_confirmation_channel_known"),
        ),
        sa.CheckConstraint(
            "record_kind IN ('achievement', 'need')",
            name=op.f("ck_unit_confirmation_record_kind_known"),
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'confirmed', 'declined', 'expired', 'cancelled')",
            name=op.f("ck_unit_confirmation_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"],
            ["attachment.id"],
            name=op.f("fk_unit_confirmation_attachment_id_attachment"),
        ),
        sa.ForeignKeyConstraint(
            ["link_id"],
            ["one_time_link.id"],
            name=op.f("fk_unit_confirmation_link_id_one_time_link"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_unit_confirmation_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["scout_id"],
            ["user_account.id"],
            name=op.f("fk_unit_confirmation_scout_id_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_confirmation")),
    )
    op.create_index(
        op.f("ix_unit_confirmation_organization_id"),
        "unit_confirmation",
        ["organization_id"],
        unique=False,
    )
    op.create_index(op.f("ix_unit_confirmation_scout_id"), "unit_confirmation", ["scout_id"], unique=False)
    op.create_index(
        "uq_unit_confirmation_waiting",
        "unit_confirmation",
        ["record_kind", "record_id"],
        unique=True,
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def downgrade() -> None:
    _let_scouts_go()
    op.drop_table("unit_confirmation")
    op.drop_table("routing_task")
    op.drop_table("lead")
    op.drop_table("contact_log")
    op.drop_table("assignment")
    op.drop_table("scout_profile")
