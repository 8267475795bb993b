"""Achievements and needs, their rows, versions, attachments, full-text search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core.db import UTCDateTime, sort_key

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

INSERT = "INSERT INTO search_fts(rowid, tokens) VALUES (new.id, new.tokens);"
DELETE = "INSERT INTO search_fts(search_fts, rowid, tokens) VALUES ('delete', old.id, old.tokens);"
SQLITE_TRIGGERS = (
    ("inserted", "INSERT", INSERT),
    ("deleted", "DELETE", DELETE),
    ("updated", "UPDATE", DELETE + " " + INSERT),
)


def upgrade() -> None:
    op.create_table(
        "record_version",
        sa.Column("record_kind", sa.String(length=16), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("event", sa.String(length=24), nullable=False),
        sa.Column(
            "snapshot",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("created_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "record_kind IN ('achievement', 'need')",
            name=op.f("ck_record_version_record_kind_known"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_record_version_number_positive")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record_version")),
        sa.UniqueConstraint(
            "record_kind",
            "record_id",
            "number",
            name=op.f("uq_record_version_record_kind_record_id_number"),
        ),
    )
    op.create_table(
        "search_entry",
        sa.Column("record_kind", sa.String(length=16), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("disclosure", sa.String(length=16), nullable=False),
        sa.Column("title_tokens", sa.Text(), nullable=False),
        sa.Column("tokens", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("record_kind IN ('achievement', 'need')", name=op.f("ck_search_entry_record_kind_known")),
        sa.CheckConstraint("disclosure IN ('public', 'masked')", name=op.f("ck_search_entry_disclosure_seen")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("record_kind", "record_id", name=op.f("uq_search_entry_record_kind_record_id")),
    )
    op.create_table(
        "achievement",
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("problem_solved", sa.Text(), nullable=False),
        sa.Column("advantage", sa.Text(), nullable=False),
        sa.Column(
            "keywords",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "tags",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("form", sa.String(length=32), nullable=True),
        sa.Column("origin_kind", sa.String(length=32), nullable=True),
        sa.Column("trl", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("trl_evidence", sa.String(length=500), nullable=False),
        sa.Column("level_claim", sa.String(length=32), nullable=False),
        sa.Column("evaluation_method", sa.String(length=32), nullable=True),
        sa.Column("evaluation_date", sa.Date(), nullable=True),
        sa.Column("evaluation_body", sa.String(length=100), nullable=False),
        sa.Column("ip_status", sa.String(length=24), nullable=True),
        sa.Column("ownership", sa.String(length=32), nullable=True),
        sa.Column("ownership_note", sa.String(length=300), nullable=False),
        sa.Column("completed_by", sa.String(length=200), nullable=False),
        sa.Column("contact_team", sa.String(length=100), nullable=False),
        sa.Column(
            "transfer_modes",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("price_min", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("price_max", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("pricing_method", sa.String(length=16), nullable=True),
        sa.Column("registration_number", sa.String(length=12), nullable=True),
        sa.Column("secrecy_cleared", sa.Boolean(), nullable=True),
        sa.Column("secrecy_cleared_on", sa.Date(), nullable=True),
        sa.Column("captured_on", sa.Date(), nullable=True),
        sa.Column("capture_note", sa.String(length=500), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("title_key", sort_key(400), nullable=False),
        sa.Column("one_liner", sa.String(length=60), nullable=False),
        sa.Column("field_code", sa.String(length=32), nullable=True),
        sa.Column("industry_code", sa.String(length=4), nullable=True),
        sa.Column("local_industry", sa.String(length=40), nullable=True),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("disclosure", sa.String(length=16), nullable=False),
        sa.Column("masked_text", sa.Text(), nullable=False),
        sa.Column("masked_approved_at", UTCDateTime(), nullable=True),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=True),
        sa.Column("quality", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state_reason", sa.String(length=1000), nullable=False),
        sa.Column("submitted_at", UTCDateTime(), nullable=True),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("published_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("publish_note", sa.String(length=500), nullable=False),
        sa.Column("confirmed_at", UTCDateTime(), nullable=True),
        sa.Column("expires_at", UTCDateTime(), nullable=True),
        sa.Column("review_due_at", UTCDateTime(), nullable=True),
        sa.Column("taken_down_at", UTCDateTime(), nullable=True),
        sa.Column("review_first", sa.Boolean(), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("scout_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "disclosure IN ('public', 'masked', 'officers_only')",
            name=op.f("ck_achievement_disclosure_known"),
        ),
        sa.CheckConstraint(
            "state <> 'published' OR published_at IS NOT NULL",
            name=op.f("ck_achievement_published_dated"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'proposed', 'submitted', 'returned', 'published', 'archived', 'withdrawn', 'expired')",
            name=op.f("ck_achievement_state_known"),
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_achievement_title_given")),
        sa.CheckConstraint(
            "price_max IS NULL OR price_min IS NULL OR price_max >= price_min",
            name=op.f("ck_achievement_price_ordered"),
        ),
        sa.CheckConstraint(
            "price_min IS NULL OR price_min >= 0",
            name=op.f("ck_achievement_price_min_not_negative"),
        ),
        sa.CheckConstraint("quality BETWEEN 0 AND 100", name=op.f("ck_achievement_quality_scale")),
        sa.CheckConstraint("trl IS NULL OR trl BETWEEN 1 AND 9", name=op.f("ck_achievement_trl_scale")),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["user_account.id"], name=op.f("fk_achievement_entered_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_achievement_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_achievement_region_code_region")),
        sa.ForeignKeyConstraint(["scout_id"], ["user_account.id"], name=op.f("fk_achievement_scout_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_achievement")),
        sa.UniqueConstraint("id", "organization_id", name=op.f("uq_achievement_id_organization_id")),
    )
    op.create_index(op.f("ix_achievement_entered_by"), "achievement", ["entered_by"], unique=False)
    op.create_index(op.f("ix_achievement_expires_at"), "achievement", ["expires_at"], unique=False)
    op.create_index(op.f("ix_achievement_field_code"), "achievement", ["field_code"], unique=False)
    op.create_index(op.f("ix_achievement_industry_code"), "achievement", ["industry_code"], unique=False)
    op.create_index(op.f("ix_achievement_organization_id"), "achievement", ["organization_id"], unique=False)
    op.create_index(op.f("ix_achievement_price_max"), "achievement", ["price_max"], unique=False)
    op.create_index(op.f("ix_achievement_published_at"), "achievement", ["published_at"], unique=False)
    op.create_index(op.f("ix_achievement_region_code"), "achievement", ["region_code"], unique=False)
    op.create_index(op.f("ix_achievement_scout_id"), "achievement", ["scout_id"], unique=False)
    op.create_index(
        op.f("ix_achievement_state_published_at"),
        "achievement",
        ["state", "published_at"],
        unique=False,
    )
    op.create_index(op.f("ix_achievement_title_key"), "achievement", ["title_key"], unique=False)
    op.create_index(op.f("ix_achievement_trl"), "achievement", ["trl"], unique=False)
    op.create_index(
        "uq_achievement_source_external_id",
        "achievement",
        ["source", "external_id"],
        unique=True,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_table(
        "attachment",
        sa.Column("record_kind", sa.String(length=24), nullable=False),
        sa.Column("record_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=24), nullable=False),
        sa.Column("file_name", sa.String(length=160), nullable=False),
        sa.Column("media_type", sa.String(length=80), nullable=False),
        sa.Column("size", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("uploaded_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_attachment_size_positive")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_attachment_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by"],
            ["user_account.id"],
            name=op.f("fk_attachment_uploaded_by_user_account"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachment")),
        sa.UniqueConstraint("blob", name=op.f("uq_attachment_blob")),
    )
    op.create_index(
        op.f("ix_attachment_record_kind_record_id"),
        "attachment",
        ["record_kind", "record_id"],
        unique=False,
    )
    op.create_table(
        "need",
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("tried_before", sa.Text(), nullable=False),
        sa.Column("research_content", sa.Text(), nullable=False),
        sa.Column("not_quantifiable", sa.Boolean(), nullable=False),
        sa.Column("need_type", sa.String(length=32), nullable=True),
        sa.Column("deadline_months", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("budget_band", sa.String(length=16), nullable=True),
        sa.Column("budget", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("funding_source", sa.String(length=60), nullable=False),
        sa.Column(
            "cooperation_modes",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("ownership_intent", sa.String(length=120), nullable=False),
        sa.Column("solver_requirements", sa.Text(), nullable=False),
        sa.Column("existing_conditions", sa.Text(), nullable=False),
        sa.Column("wished_experts", sa.String(length=200), nullable=False),
        sa.Column("is_bottleneck", sa.Boolean(), nullable=False),
        sa.Column("open_to_challenge", sa.Boolean(), nullable=False),
        sa.Column("contact_is_decider", sa.Boolean(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("title_key", sort_key(400), nullable=False),
        sa.Column("one_liner", sa.String(length=60), nullable=False),
        sa.Column("field_code", sa.String(length=32), nullable=True),
        sa.Column("industry_code", sa.String(length=4), nullable=True),
        sa.Column("local_industry", sa.String(length=40), nullable=True),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("disclosure", sa.String(length=16), nullable=False),
        sa.Column("masked_text", sa.Text(), nullable=False),
        sa.Column("masked_approved_at", UTCDateTime(), nullable=True),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("external_id", sa.String(length=80), nullable=True),
        sa.Column("quality", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state_reason", sa.String(length=1000), nullable=False),
        sa.Column("submitted_at", UTCDateTime(), nullable=True),
        sa.Column("published_at", UTCDateTime(), nullable=True),
        sa.Column("published_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("publish_note", sa.String(length=500), nullable=False),
        sa.Column("confirmed_at", UTCDateTime(), nullable=True),
        sa.Column("expires_at", UTCDateTime(), nullable=True),
        sa.Column("review_due_at", UTCDateTime(), nullable=True),
        sa.Column("taken_down_at", UTCDateTime(), nullable=True),
        sa.Column("review_first", sa.Boolean(), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("scout_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "disclosure IN ('public', 'masked', 'officers_only')",
            name=op.f("ck_need_disclosure_known"),
        ),
        sa.CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name=op.f("ck_need_published_dated")),
        sa.CheckConstraint(
            "state IN ('draft', 'proposed', 'submitted', 'returned', 'refining', 'published', 'solved', 'unsolved', 'expired', 'withdrawn', 'promoted')",
            name=op.f("ck_need_state_known"),
        ),
        sa.CheckConstraint("budget IS NULL OR budget >= 0", name=op.f("ck_need_budget_not_negative")),
        sa.CheckConstraint(
            "deadline_months IS NULL OR deadline_months BETWEEN 1 AND 120",
            name=op.f("ck_need_deadline_range"),
        ),
        sa.CheckConstraint("length(title) > 0", name=op.f("ck_need_title_given")),
        sa.CheckConstraint("quality BETWEEN 0 AND 100", name=op.f("ck_need_quality_scale")),
        sa.ForeignKeyConstraint(["entered_by"], ["user_account.id"], name=op.f("fk_need_entered_by_user_account")),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_need_organization_id_organization"),
        ),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_need_region_code_region")),
        sa.ForeignKeyConstraint(["scout_id"], ["user_account.id"], name=op.f("fk_need_scout_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need")),
        sa.UniqueConstraint("id", "organization_id", name=op.f("uq_need_id_organization_id")),
    )
    op.create_index(op.f("ix_need_budget_band"), "need", ["budget_band"], unique=False)
    op.create_index(op.f("ix_need_entered_by"), "need", ["entered_by"], unique=False)
    op.create_index(op.f("ix_need_expires_at"), "need", ["expires_at"], unique=False)
    op.create_index(op.f("ix_need_field_code"), "need", ["field_code"], unique=False)
    op.create_index(op.f("ix_need_industry_code"), "need", ["industry_code"], unique=False)
    op.create_index(op.f("ix_need_need_type"), "need", ["need_type"], unique=False)
    op.create_index(op.f("ix_need_organization_id"), "need", ["organization_id"], unique=False)
    op.create_index(op.f("ix_need_published_at"), "need", ["published_at"], unique=False)
    op.create_index(op.f("ix_need_region_code"), "need", ["region_code"], unique=False)
    op.create_index(op.f("ix_need_scout_id"), "need", ["scout_id"], unique=False)
    op.create_index(op.f("ix_need_state_published_at"), "need", ["state", "published_at"], unique=False)
    op.create_index(op.f("ix_need_title_key"), "need", ["title_key"], unique=False)
    op.create_index(
        "uq_need_source_external_id",
        "need",
        ["source", "external_id"],
        unique=True,
        sqlite_where=sa.text("external_id IS NOT NULL"),
        postgresql_where=sa.text("external_id IS NOT NULL"),
    )
    op.create_table(
        "achievement_indicator",
        sa.Column("achievement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=30), nullable=False),
        sa.Column("condition", sa.String(length=200), nullable=False),
        sa.Column("baseline", sa.String(length=120), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["achievement_id", "organization_id"],
            ["achievement.id", "achievement.organization_id"],
            name=op.f("fk_achievement_indicator_achievement_id_organization_id_achievement"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_achievement_indicator")),
    )
    op.create_index(
        op.f("ix_achievement_indicator_achievement_id"),
        "achievement_indicator",
        ["achievement_id"],
        unique=False,
    )
    op.create_table(
        "ip_right",
        sa.Column("achievement_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["achievement_id", "organization_id"],
            ["achievement.id", "achievement.organization_id"],
            name=op.f("fk_ip_right_achievement_id_organization_id_achievement"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ip_right")),
    )
    op.create_index(op.f("ix_ip_right_achievement_id"), "ip_right", ["achievement_id"], unique=False)
    op.create_table(
        "need_indicator",
        sa.Column("need_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("present", sa.String(length=80), nullable=False),
        sa.Column("target", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=30), nullable=False),
        sa.Column("method", sa.String(length=200), nullable=False),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(
            ["need_id", "organization_id"],
            ["need.id", "need.organization_id"],
            name=op.f("fk_need_indicator_need_id_organization_id_need"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_need_indicator")),
    )
    op.create_index(op.f("ix_need_indicator_need_id"), "need_indicator", ["need_id"], unique=False)
    op.create_table(
        "refinement",
        sa.Column("need_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("organization_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("author_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column(
            "proposed",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column(
            "original",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("answer_note", sa.String(length=1000), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.CheckConstraint(
            "state IN ('offered', 'agreed', 'declined', 'replaced')",
            name=op.f("ck_refinement_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["need_id", "organization_id"],
            ["need.id", "need.organization_id"],
            name=op.f("fk_refinement_need_id_organization_id_need"),
            onupdate="CASCADE",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refinement")),
    )
    op.create_index(
        "uq_refinement_offered",
        "refinement",
        ["need_id"],
        unique=True,
        sqlite_where=sa.text("state = 'offered'"),
        postgresql_where=sa.text("state = 'offered'"),
    )

    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_fts USING fts5("
            "tokens, content='search_entry', content_rowid='id', tokenize='unicode61', detail='none')"
        )
        for name, event, body in SQLITE_TRIGGERS:
            op.execute(f"CREATE TRIGGER search_entry_{name} AFTER {event} ON search_entry BEGIN {body} END")
    else:
        op.execute("CREATE INDEX ix_search_entry_fts ON search_entry USING gin (to_tsvector('simple', tokens))")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for name, _event, _body in SQLITE_TRIGGERS:
            op.execute(f"DROP TRIGGER search_entry_{name}")
        op.execute("DROP TABLE search_fts")
    op.drop_table("refinement")
    op.drop_table("need_indicator")
    op.drop_table("ip_right")
    op.drop_table("achievement_indicator")
    op.drop_table("need")
    op.drop_table("attachment")
    op.drop_table("achievement")
    op.drop_table("search_entry")
    op.drop_table("record_version")
