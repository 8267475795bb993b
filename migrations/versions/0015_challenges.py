"""Open challenges: listing, panels, sealed bids, publicity, pledges, payments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from matchmaker.core import append_only
from matchmaker.core.db import UTCDateTime

revision = "0015"
down_revision = "0012"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    op.create_table(
        "challenge_batch",
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("introduction", sa.Text(), nullable=False),
        sa.Column("created_by", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint("title <> ''", name=op.f("ck_challenge_batch_title_given")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["user_account.id"], name=op.f("fk_challenge_batch_created_by_user_account")
        ),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_challenge_batch_region_code_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_batch")),
        sa.UniqueConstraint("region_code", "title", name=op.f("uq_challenge_batch_region_code_title")),
    )
    op.create_index(op.f("ix_challenge_batch_region_code"), "challenge_batch", ["region_code"], unique=False)
    op.create_table(
        "council_member",
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("user_id", NUMBER, nullable=False),
        sa.Column("background", sa.String(length=12), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "background IN ('enterprise', 'research', 'final_user', 'other')",
            name=op.f("ck_council_member_background_known"),
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_council_member_term_ordered")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_council_member_region_code_region")),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_council_member_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_member")),
        sa.UniqueConstraint("region_code", "user_id", name=op.f("uq_council_member_region_code_user_id")),
    )
    op.create_index(op.f("ix_council_member_region_code"), "council_member", ["region_code"], unique=False)
    op.create_table(
        "bottleneck_item",
        sa.Column("need_id", NUMBER, nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("listed_by", NUMBER, nullable=True),
        sa.Column("listed_at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_bottleneck_item_reason_given")),
        sa.ForeignKeyConstraint(
            ["listed_by"], ["user_account.id"], name=op.f("fk_bottleneck_item_listed_by_user_account")
        ),
        sa.ForeignKeyConstraint(["need_id"], ["need.id"], name=op.f("fk_bottleneck_item_need_id_need")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_bottleneck_item_region_code_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bottleneck_item")),
        sa.UniqueConstraint("need_id", name=op.f("uq_bottleneck_item_need_id")),
    )
    op.create_index(op.f("ix_bottleneck_item_region_code"), "bottleneck_item", ["region_code"], unique=False)
    op.create_table(
        "challenge",
        sa.Column("batch_id", NUMBER, nullable=True),
        sa.Column("need_id", NUMBER, nullable=True),
        sa.Column("organization_id", NUMBER, nullable=False),
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("profile", sa.String(length=16), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("background", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("ownership", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("months", NUMBER, nullable=True),
        sa.Column("funding_kind", sa.String(length=16), nullable=True),
        sa.Column("reward", NUMBER, nullable=True),
        sa.Column("own_funds", NUMBER, nullable=False),
        sa.Column("public_funds", NUMBER, nullable=False),
        sa.Column("solver_share", NUMBER, nullable=False),
        sa.Column("minimum_own_funds", NUMBER, nullable=False),
        sa.Column("minimum_solver_share", NUMBER, nullable=False),
        sa.Column("mode", sa.String(length=12), nullable=True),
        sa.Column("race_reason", sa.String(length=1000), nullable=False),
        sa.Column("places", NUMBER, nullable=False),
        sa.Column("posted_at", UTCDateTime(), nullable=True),
        sa.Column("receiving_from", UTCDateTime(), nullable=True),
        sa.Column("closes_at", UTCDateTime(), nullable=True),
        sa.Column("posted_version", NUMBER, nullable=False),
        sa.Column("posted_times", NUMBER, nullable=False),
        sa.Column("judging", NUMBER, nullable=False),
        sa.Column("public_key", sa.String(length=64), nullable=True),
        sa.Column("algorithm", sa.String(length=80), nullable=False),
        sa.Column("sealed_root", sa.String(length=64), nullable=True),
        sa.Column("state_reason", sa.String(length=1000), nullable=False),
        sa.Column("created_by", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "funding_kind IS NULL OR funding_kind IN ('own', 'matched', 'grant')",
            name=op.f("ck_challenge_funding_kind_known"),
        ),
        sa.CheckConstraint("mode <> 'race' OR places >= 2", name=op.f("ck_challenge_race_has_runners")),
        sa.CheckConstraint("mode <> 'race' OR race_reason <> ''", name=op.f("ck_challenge_race_has_reason")),
        sa.CheckConstraint("mode <> 'single' OR places = 1", name=op.f("ck_challenge_single_has_one_place")),
        sa.CheckConstraint("mode IS NULL OR mode IN ('single', 'race')", name=op.f("ck_challenge_mode_known")),
        sa.CheckConstraint(
            "profile IN ('government', 'enterprise', 'university')", name=op.f("ck_challenge_profile_known")
        ),
        sa.CheckConstraint("state <> 'sealed' OR sealed_root IS NOT NULL", name=op.f("ck_challenge_sealed_has_root")),
        sa.CheckConstraint(
            "state IN ('draft', 'collecting', 'prescreened', 'argued', 'approved', 'posted', 'receiving', 'sealed', 'qualifying', 'reviewing', 'ranked', 'publicised', 'signing', 'working', 'accepting', 'concluded', 'unfilled', 'settled', 'unfilled_closed', 'vetoed', 'withdrawn', 'terminated')",
            name=op.f("ck_challenge_state_known"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('posted', 'receiving', 'sealed') OR (closes_at IS NOT NULL AND public_key IS NOT NULL AND posted_version > 0)",
            name=op.f("ck_challenge_posted_whole"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('settled', 'unfilled_closed', 'vetoed', 'withdrawn', 'terminated') OR state_reason <> ''",
            name=op.f("ck_challenge_ended_has_reason"),
        ),
        sa.CheckConstraint("title <> ''", name=op.f("ck_challenge_title_given")),
        sa.CheckConstraint("closes_at IS NULL OR closes_at > receiving_from", name=op.f("ck_challenge_dates_ordered")),
        sa.CheckConstraint("months IS NULL OR months BETWEEN 1 AND 120", name=op.f("ck_challenge_months_range")),
        sa.CheckConstraint(
            "own_funds >= 0 AND public_funds >= 0 AND solver_share >= 0", name=op.f("ck_challenge_funds_not_negative")
        ),
        sa.CheckConstraint("own_funds >= minimum_own_funds", name=op.f("ck_challenge_own_funds_suffice")),
        sa.CheckConstraint("reward IS NULL OR reward > 0", name=op.f("ck_challenge_reward_positive")),
        sa.CheckConstraint("solver_share <= public_funds", name=op.f("ck_challenge_solver_share_within")),
        sa.CheckConstraint("solver_share >= minimum_solver_share", name=op.f("ck_challenge_solver_share_suffices")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["challenge_batch.id"], name=op.f("fk_challenge_batch_id_challenge_batch")
        ),
        sa.ForeignKeyConstraint(["created_by"], ["user_account.id"], name=op.f("fk_challenge_created_by_user_account")),
        sa.ForeignKeyConstraint(
            ["need_id", "organization_id"],
            ["need.id", "need.organization_id"],
            name=op.f("fk_challenge_need_id_organization_id_need"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_challenge_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_challenge_region_code_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
        sa.UniqueConstraint("id", "organization_id", name=op.f("uq_challenge_id_organization_id")),
    )
    op.create_index(op.f("ix_challenge_batch_id"), "challenge", ["batch_id"], unique=False)
    op.create_index(op.f("ix_challenge_organization_id"), "challenge", ["organization_id"], unique=False)
    op.create_index(op.f("ix_challenge_region_code"), "challenge", ["region_code"], unique=False)
    op.create_index(op.f("ix_challenge_state_closes_at"), "challenge", ["state", "closes_at"], unique=False)
    op.create_index(
        "uq_challenge_live_need",
        "challenge",
        ["need_id"],
        unique=True,
        sqlite_where=sa.text("state NOT IN ('unfilled_closed', 'vetoed', 'withdrawn', 'terminated')"),
        postgresql_where=sa.text("state NOT IN ('unfilled_closed', 'vetoed', 'withdrawn', 'terminated')"),
    )
    op.create_table(
        "bid",
        sa.Column("id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("issuer_id", NUMBER, nullable=False),
        sa.Column("posting", NUMBER, nullable=False),
        sa.Column("organization_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("submitted_by", NUMBER, nullable=True),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("leader", sa.String(length=40), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("price", NUMBER, nullable=False),
        sa.Column("members", DOCUMENT, nullable=False),
        sa.Column("partners", DOCUMENT, nullable=False),
        sa.Column("files", DOCUMENT, nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("content_key", sa.LargeBinary(), nullable=False),
        sa.Column("receipt", DOCUMENT, nullable=False),
        sa.Column("state_reason", sa.String(length=1000), nullable=False),
        sa.Column("total", NUMBER, nullable=True),
        sa.Column("rank", NUMBER, nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("state_at", UTCDateTime(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint("leader <> '' AND plan <> ''", name=op.f("ck_bid_whole")),
        sa.CheckConstraint(
            "state IN ('opened', 'qualified', 'placed', 'undertaking', 'passed', 'runner_up', 'not_placed') OR state_reason <> ''",
            name=op.f("ck_bid_ended_has_reason"),
        ),
        sa.CheckConstraint(
            "state IN ('opened', 'qualified', 'placed', 'undertaking', 'refused', 'not_placed', 'eliminated', 'withdrawn', 'passed', 'runner_up', 'failed_diligent', 'failed_negligent', 'stopped')",
            name=op.f("ck_bid_state_known"),
        ),
        sa.CheckConstraint("organization_id <> issuer_id", name=op.f("ck_bid_solver_is_not_issuer")),
        sa.CheckConstraint("price > 0", name=op.f("ck_bid_price_positive")),
        sa.CheckConstraint("rank IS NULL OR (rank > 0 AND total IS NOT NULL)", name=op.f("ck_bid_rank_of_total")),
        sa.ForeignKeyConstraint(
            ["challenge_id", "issuer_id"],
            ["challenge.id", "challenge.organization_id"],
            name=op.f("fk_bid_challenge_id_issuer_id_challenge"),
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_bid_organization_id_organization")
        ),
        sa.ForeignKeyConstraint(["submitted_by"], ["user_account.id"], name=op.f("fk_bid_submitted_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bid")),
        sa.UniqueConstraint("blob", name=op.f("uq_bid_blob")),
        sa.UniqueConstraint(
            "challenge_id", "posting", "organization_id", name=op.f("uq_bid_challenge_id_posting_organization_id")
        ),
        sa.UniqueConstraint("challenge_id", "posting", "position", name=op.f("uq_bid_challenge_id_posting_position")),
    )
    op.create_index(op.f("ix_bid_challenge_id_state"), "bid", ["challenge_id", "state"], unique=False)
    op.create_index(op.f("ix_bid_organization_id"), "bid", ["organization_id"], unique=False)
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
    op.create_table(
        "challenge_criterion",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("weight", NUMBER, nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("name <> ''", name=op.f("ck_challenge_criterion_name_given")),
        sa.CheckConstraint("weight BETWEEN 1 AND 100", name=op.f("ck_challenge_criterion_weight_range")),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenge.id"],
            name=op.f("fk_challenge_criterion_challenge_id_challenge"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_criterion")),
    )
    op.create_index(op.f("ix_challenge_criterion_challenge_id"), "challenge_criterion", ["challenge_id"], unique=False)
    op.create_table(
        "challenge_indicator",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("target", sa.String(length=80), nullable=False),
        sa.Column("unit", sa.String(length=30), nullable=False),
        sa.Column("method", sa.String(length=200), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("name <> '' AND target <> ''", name=op.f("ck_challenge_indicator_quantified")),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenge.id"],
            name=op.f("fk_challenge_indicator_challenge_id_challenge"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_indicator")),
    )
    op.create_index(op.f("ix_challenge_indicator_challenge_id"), "challenge_indicator", ["challenge_id"], unique=False)
    op.create_table(
        "challenge_question",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("body", sa.String(length=1000), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("(answer = '') = (answered_at IS NULL)", name=op.f("ck_challenge_question_answer_dated")),
        sa.CheckConstraint("body <> ''", name=op.f("ck_challenge_question_body_given")),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["user_account.id"], name=op.f("fk_challenge_question_answered_by_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenge.id"],
            name=op.f("fk_challenge_question_challenge_id_challenge"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_question")),
    )
    op.create_index(op.f("ix_challenge_question_challenge_id"), "challenge_question", ["challenge_id"], unique=False)
    op.create_table(
        "challenge_tie",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("organization_id", NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("kind IN ('affiliate', 'invited')", name=op.f("ck_challenge_tie_kind_known")),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_challenge_tie_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"], ["organization.id"], name=op.f("fk_challenge_tie_organization_id_organization")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge_tie")),
        sa.UniqueConstraint(
            "challenge_id", "organization_id", name=op.f("uq_challenge_tie_challenge_id_organization_id")
        ),
    )
    op.create_table(
        "challenge_version",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, autoincrement=False, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("content", DOCUMENT, nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_challenge_version_number_positive")),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_challenge_version_challenge_id_challenge")
        ),
        sa.PrimaryKeyConstraint("challenge_id", "number", name=op.f("pk_challenge_version")),
    )
    op.create_table(
        "deadline_extension",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("closes_at", UTCDateTime(), nullable=False),
        sa.Column("extended_to", UTCDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
        sa.Column("proposed_by", NUMBER, nullable=False),
        sa.Column("proposed_at", UTCDateTime(), nullable=False),
        sa.Column("confirmed_by", NUMBER, nullable=True),
        sa.Column("confirmed_at", UTCDateTime(), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_deadline_extension_reason_given")),
        sa.CheckConstraint(
            "(confirmed_by IS NULL) = (confirmed_at IS NULL)", name=op.f("ck_deadline_extension_confirmation_dated")
        ),
        sa.CheckConstraint(
            "confirmed_by IS NULL OR confirmed_by <> proposed_by", name=op.f("ck_deadline_extension_two_people")
        ),
        sa.CheckConstraint("extended_to > closes_at", name=op.f("ck_deadline_extension_only_forward")),
        sa.ForeignKeyConstraint(
            ["challenge_id"],
            ["challenge.id"],
            name=op.f("fk_deadline_extension_challenge_id_challenge"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_extension")),
    )
    op.create_index(op.f("ix_deadline_extension_challenge_id"), "deadline_extension", ["challenge_id"], unique=False)
    op.create_table(
        "key_holder",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("user_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_key_holder_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_key_holder_user_id_user_account")),
        sa.PrimaryKeyConstraint("challenge_id", "user_id", name=op.f("pk_key_holder")),
    )
    op.create_table(
        "opening",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("posting", NUMBER, autoincrement=False, nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("first_officer", NUMBER, nullable=False),
        sa.Column("second_officer", NUMBER, nullable=False),
        sa.Column("sealed_root", sa.String(length=64), nullable=False),
        sa.Column("bid_count", NUMBER, nullable=False),
        sa.CheckConstraint("bid_count >= 0", name=op.f("ck_opening_count_not_negative")),
        sa.CheckConstraint("first_officer < second_officer", name=op.f("ck_opening_two_people")),
        sa.ForeignKeyConstraint(["challenge_id"], ["challenge.id"], name=op.f("fk_opening_challenge_id_challenge")),
        sa.ForeignKeyConstraint(
            ["first_officer"], ["user_account.id"], name=op.f("fk_opening_first_officer_user_account")
        ),
        sa.ForeignKeyConstraint(
            ["second_officer"], ["user_account.id"], name=op.f("fk_opening_second_officer_user_account")
        ),
        sa.PrimaryKeyConstraint("challenge_id", "posting", name=op.f("pk_opening")),
    )
    op.create_table(
        "panel_seat",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("stage", sa.String(length=12), nullable=False),
        sa.Column("judging", NUMBER, nullable=False),
        sa.Column("user_id", NUMBER, nullable=False),
        sa.Column("background", sa.String(length=12), nullable=False),
        sa.Column("conflict", sa.Boolean(), nullable=True),
        sa.Column("conflict_note", sa.String(length=500), nullable=False),
        sa.Column("declared_at", UTCDateTime(), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint(
            "background IN ('enterprise', 'research', 'final_user', 'other')",
            name=op.f("ck_panel_seat_background_known"),
        ),
        sa.CheckConstraint("stage IN ('argument', 'review')", name=op.f("ck_panel_seat_stage_known")),
        sa.CheckConstraint("(conflict IS NULL) = (declared_at IS NULL)", name=op.f("ck_panel_seat_declaration_dated")),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_panel_seat_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_panel_seat_user_id_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_seat")),
        sa.UniqueConstraint(
            "challenge_id", "stage", "judging", "user_id", name=op.f("uq_panel_seat_challenge_id_stage_judging_user_id")
        ),
        sa.UniqueConstraint("id", "conflict", name=op.f("uq_panel_seat_id_conflict")),
    )
    op.create_index(op.f("ix_panel_seat_user_id"), "panel_seat", ["user_id"], unique=False)
    op.create_table(
        "publicity",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("ended_at >= ends_at", name=op.f("ck_publicity_ended_after_its_end")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_publicity_dates_ordered")),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_publicity_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publicity")),
    )
    op.create_index(op.f("ix_publicity_challenge_id"), "publicity", ["challenge_id"], unique=False)
    op.create_table(
        "race_round",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("number", NUMBER, nullable=False),
        sa.Column("protocol", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("keep", NUMBER, nullable=True),
        sa.Column("threshold", NUMBER, nullable=True),
        sa.Column("fixed_at", UTCDateTime(), nullable=False),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("number > 0 AND protocol <> ''", name=op.f("ck_race_round_whole")),
        sa.CheckConstraint("(keep IS NULL) <> (threshold IS NULL)", name=op.f("ck_race_round_one_cut")),
        sa.CheckConstraint("keep IS NULL OR keep > 0", name=op.f("ck_race_round_keep_positive")),
        sa.CheckConstraint(
            "threshold IS NULL OR threshold BETWEEN 0 AND 100", name=op.f("ck_race_round_threshold_range")
        ),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_race_round_challenge_id_challenge"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_race_round")),
        sa.UniqueConstraint("challenge_id", "number", name=op.f("uq_race_round_challenge_id_number")),
    )
    op.create_table(
        "sealed_envelope",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("ciphertext_hash", sa.String(length=64), nullable=False),
        sa.Column("entry_hash", sa.String(length=64), nullable=False),
        sa.Column("record", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_sealed_envelope_challenge_id_challenge")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_envelope")),
        sa.UniqueConstraint("challenge_id", "tag", name=op.f("uq_sealed_envelope_challenge_id_tag")),
    )
    op.create_table(
        "argument_opinion",
        sa.Column("seat_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("seat_conflict", sa.Boolean(), nullable=False),
        sa.Column("on_need", sa.String(length=12), nullable=False),
        sa.Column("on_funds", sa.String(length=12), nullable=False),
        sa.Column("comment", sa.String(length=2000), nullable=False),
        sa.Column("given_at", UTCDateTime(), nullable=False),
        sa.CheckConstraint("comment <> ''", name=op.f("ck_argument_opinion_comment_given")),
        sa.CheckConstraint("on_funds IN ('pass', 'refine', 'veto')", name=op.f("ck_argument_opinion_on_funds_known")),
        sa.CheckConstraint("on_need IN ('pass', 'refine', 'veto')", name=op.f("ck_argument_opinion_on_need_known")),
        sa.CheckConstraint("NOT seat_conflict", name=op.f("ck_argument_opinion_not_recused")),
        sa.ForeignKeyConstraint(
            ["seat_id", "seat_conflict"],
            ["panel_seat.id", "panel_seat.conflict"],
            name=op.f("fk_argument_opinion_seat_id_seat_conflict_panel_seat"),
        ),
        sa.PrimaryKeyConstraint("seat_id", name=op.f("pk_argument_opinion")),
    )
    op.create_table(
        "bid_milestone",
        sa.Column("bid_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("share", NUMBER, nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("share BETWEEN 1 AND 100", name=op.f("ck_bid_milestone_share_range")),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_bid_milestone_bid_id_bid"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bid_milestone")),
    )
    op.create_index(op.f("ix_bid_milestone_bid_id"), "bid_milestone", ["bid_id"], unique=False)
    op.create_table(
        "bid_supplement",
        sa.Column("bid_id", NUMBER, nullable=False),
        sa.Column("asked", sa.String(length=500), nullable=False),
        sa.Column("asked_by", NUMBER, nullable=True),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("answer", sa.String(length=2000), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("(answer = '') = (answered_at IS NULL)", name=op.f("ck_bid_supplement_answer_dated")),
        sa.CheckConstraint("asked <> ''", name=op.f("ck_bid_supplement_asked_given")),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_bid_supplement_bid_id_bid"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bid_supplement")),
    )
    op.create_index(op.f("ix_bid_supplement_bid_id"), "bid_supplement", ["bid_id"], unique=False)
    op.create_table(
        "objection",
        sa.Column("publicity_id", NUMBER, nullable=False),
        sa.Column("body", sa.String(length=2000), nullable=False),
        sa.Column("raised_by", NUMBER, nullable=True),
        sa.Column("raised_at", UTCDateTime(), nullable=False),
        sa.Column("handling", sa.String(length=12), nullable=True),
        sa.Column("finding", sa.String(length=2000), nullable=False),
        sa.Column("handled_by", NUMBER, nullable=True),
        sa.Column("handled_at", UTCDateTime(), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint(
            "(handling IS NULL AND handled_at IS NULL) OR (finding <> '' AND handled_at IS NOT NULL)",
            name=op.f("ck_objection_handling_reasoned"),
        ),
        sa.CheckConstraint("body <> ''", name=op.f("ck_objection_body_given")),
        sa.CheckConstraint(
            "handling IS NULL OR handling IN ('upheld', 'dismissed')", name=op.f("ck_objection_handling_known")
        ),
        sa.ForeignKeyConstraint(["handled_by"], ["user_account.id"], name=op.f("fk_objection_handled_by_user_account")),
        sa.ForeignKeyConstraint(
            ["publicity_id"], ["publicity.id"], name=op.f("fk_objection_publicity_id_publicity"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["raised_by"], ["user_account.id"], name=op.f("fk_objection_raised_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
    )
    op.create_index(op.f("ix_objection_publicity_id"), "objection", ["publicity_id"], unique=False)
    op.create_table(
        "opening_authorization",
        sa.Column("challenge_id", NUMBER, nullable=False),
        sa.Column("user_id", NUMBER, nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["challenge_id", "user_id"],
            ["key_holder.challenge_id", "key_holder.user_id"],
            name=op.f("fk_opening_authorization_challenge_id_user_id_key_holder"),
        ),
        sa.PrimaryKeyConstraint("challenge_id", "user_id", name=op.f("pk_opening_authorization")),
    )
    op.create_table(
        "pledge",
        sa.Column("bid_id", NUMBER, nullable=False),
        sa.Column("amount", NUMBER, nullable=False),
        sa.Column("duties", sa.Text(), nullable=False),
        sa.Column("rewards", sa.Text(), nullable=False),
        sa.Column("ownership", sa.Text(), nullable=False),
        sa.Column("leader_promise", sa.Text(), nullable=False),
        sa.Column("payment_terms", sa.Text(), nullable=False),
        sa.Column("lump_sum", sa.Boolean(), nullable=False),
        sa.Column("excluded_spending", sa.Text(), nullable=False),
        sa.Column("drawn_by", NUMBER, nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("scan_hash", sa.String(length=64), nullable=True),
        sa.Column("recorded_by", NUMBER, nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint("NOT lump_sum OR excluded_spending <> ''", name=op.f("ck_pledge_lump_sum_has_list")),
        sa.CheckConstraint(
            "duties <> '' AND rewards <> '' AND ownership <> '' AND leader_promise <> '' AND payment_terms <> ''",
            name=op.f("ck_pledge_whole"),
        ),
        sa.CheckConstraint("(signed_on IS NULL) = (scan_hash IS NULL)", name=op.f("ck_pledge_signed_with_scan")),
        sa.CheckConstraint("amount > 0", name=op.f("ck_pledge_amount_positive")),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_pledge_bid_id_bid")),
        sa.ForeignKeyConstraint(["drawn_by"], ["user_account.id"], name=op.f("fk_pledge_drawn_by_user_account")),
        sa.ForeignKeyConstraint(["recorded_by"], ["user_account.id"], name=op.f("fk_pledge_recorded_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge")),
        sa.UniqueConstraint("bid_id", name=op.f("uq_pledge_bid_id")),
    )
    op.create_table(
        "race_result",
        sa.Column("round_id", NUMBER, nullable=False),
        sa.Column("bid_id", NUMBER, nullable=False),
        sa.Column("points", NUMBER, nullable=False),
        sa.Column("rationale", sa.String(length=2000), nullable=False),
        sa.Column("advanced", sa.Boolean(), nullable=True),
        sa.CheckConstraint("rationale <> ''", name=op.f("ck_race_result_rationale_given")),
        sa.CheckConstraint("points BETWEEN 0 AND 100", name=op.f("ck_race_result_points_range")),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_race_result_bid_id_bid")),
        sa.ForeignKeyConstraint(
            ["round_id"], ["race_round.id"], name=op.f("fk_race_result_round_id_race_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("round_id", "bid_id", name=op.f("pk_race_result")),
    )
    op.create_table(
        "score_sheet",
        sa.Column("seat_id", NUMBER, nullable=False),
        sa.Column("seat_conflict", sa.Boolean(), nullable=False),
        sa.Column("bid_id", NUMBER, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("given_at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("NOT seat_conflict", name=op.f("ck_score_sheet_not_recused")),
        sa.ForeignKeyConstraint(["bid_id"], ["bid.id"], name=op.f("fk_score_sheet_bid_id_bid")),
        sa.ForeignKeyConstraint(
            ["seat_id", "seat_conflict"],
            ["panel_seat.id", "panel_seat.conflict"],
            name=op.f("fk_score_sheet_seat_id_seat_conflict_panel_seat"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score_sheet")),
        sa.UniqueConstraint("seat_id", "bid_id", name=op.f("uq_score_sheet_seat_id_bid_id")),
    )
    op.create_index(op.f("ix_score_sheet_bid_id"), "score_sheet", ["bid_id"], unique=False)
    op.create_table(
        "pledge_milestone",
        sa.Column("pledge_id", NUMBER, nullable=False),
        sa.Column("position", NUMBER, nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("share", NUMBER, nullable=False),
        sa.Column("amount", NUMBER, nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("reported_at", UTCDateTime(), nullable=True),
        sa.Column("verdict", sa.String(length=12), nullable=False),
        sa.Column("rectified", sa.Boolean(), nullable=False),
        sa.Column("finding", sa.String(length=2000), nullable=False),
        sa.Column("reviewed_at", UTCDateTime(), nullable=True),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint("verdict <> 'rectify' OR rectified", name=op.f("ck_pledge_milestone_rectified_once")),
        sa.CheckConstraint(
            "verdict = 'open' OR (finding <> '' AND reviewed_at IS NOT NULL)",
            name=op.f("ck_pledge_milestone_verdict_reasoned"),
        ),
        sa.CheckConstraint(
            "verdict IN ('open', 'rectify', 'passed', 'failed')", name=op.f("ck_pledge_milestone_verdict_known")
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_pledge_milestone_amount_not_negative")),
        sa.CheckConstraint("share BETWEEN 1 AND 100", name=op.f("ck_pledge_milestone_share_range")),
        sa.ForeignKeyConstraint(
            ["pledge_id"], ["pledge.id"], name=op.f("fk_pledge_milestone_pledge_id_pledge"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pledge_milestone")),
        sa.UniqueConstraint("id", "amount", "verdict", name=op.f("uq_pledge_milestone_id_amount_verdict")),
    )
    op.create_index(op.f("ix_pledge_milestone_pledge_id"), "pledge_milestone", ["pledge_id"], unique=False)
    op.create_table(
        "score",
        sa.Column("sheet_id", NUMBER, nullable=False),
        sa.Column("criterion_id", NUMBER, nullable=False),
        sa.Column("points", NUMBER, nullable=False),
        sa.Column("comment", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("comment <> ''", name=op.f("ck_score_comment_given")),
        sa.CheckConstraint("points BETWEEN 0 AND 100", name=op.f("ck_score_points_range")),
        sa.ForeignKeyConstraint(
            ["criterion_id"], ["challenge_criterion.id"], name=op.f("fk_score_criterion_id_challenge_criterion")
        ),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["score_sheet.id"], name=op.f("fk_score_sheet_id_score_sheet"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sheet_id", "criterion_id", name=op.f("pk_score")),
    )
    op.create_table(
        "payment",
        sa.Column("milestone_id", NUMBER, nullable=False),
        sa.Column("milestone_amount", NUMBER, nullable=False),
        sa.Column("milestone_verdict", sa.String(length=12), nullable=False),
        sa.Column("amount", NUMBER, nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("voucher", sa.String(length=80), nullable=False),
        sa.Column("recorded_by", NUMBER, nullable=True),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("milestone_verdict = 'passed'", name=op.f("ck_payment_milestone_passed")),
        sa.CheckConstraint("amount > 0 AND amount <= milestone_amount", name=op.f("ck_payment_within_milestone")),
        sa.ForeignKeyConstraint(
            ["milestone_id", "milestone_amount", "milestone_verdict"],
            ["pledge_milestone.id", "pledge_milestone.amount", "pledge_milestone.verdict"],
            name="fk_payment_passed_milestone",
        ),
        sa.ForeignKeyConstraint(["recorded_by"], ["user_account.id"], name=op.f("fk_payment_recorded_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment")),
        sa.UniqueConstraint("milestone_id", name=op.f("uq_payment_milestone_id")),
    )
    for statement in append_only.statements("challenge_version", op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for statement in append_only.removal("challenge_version", op.get_bind().dialect.name):
        op.execute(statement)
    op.drop_table("payment")
    op.drop_table("score")
    op.drop_table("pledge_milestone")
    op.drop_table("score_sheet")
    op.drop_table("race_result")
    op.drop_table("pledge")
    op.drop_table("opening_authorization")
    op.drop_table("objection")
    op.drop_table("bid_supplement")
    op.drop_table("bid_milestone")
    op.drop_table("argument_opinion")
    op.drop_table("sealed_envelope")
    op.drop_table("race_round")
    op.drop_table("publicity")
    op.drop_table("panel_seat")
    op.drop_table("opening")
    op.drop_table("key_holder")
    op.drop_table("deadline_extension")
    op.drop_table("challenge_version")
    op.drop_table("challenge_tie")
    op.drop_table("challenge_question")
    op.drop_table("challenge_indicator")
    op.drop_table("challenge_criterion")
    op.drop_table("bid_draft")
    op.drop_table("bid")
    op.drop_table("challenge")
    op.drop_table("bottleneck_item")
    op.drop_table("council_member")
    op.drop_table("challenge_batch")
