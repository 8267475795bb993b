"""What places are judged by: indicators and targets, and the figures of closed years."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import op

from matchmaker.core.db import UTCDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INDICATORS = Path(__file__).resolve().parents[2] / "matchmaker/statistics/data/indicators.json"
SHIPPED_AT = datetime(2026, 1, 1, tzinfo=UTC)


def upgrade() -> None:
    op.create_table(
        "closed_year",
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("year", NUMBER, nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("closed_by", NUMBER, nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["user_account.id"], name=op.f("fk_closed_year_closed_by_user_account")),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_closed_year_region_code_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closed_year")),
        sa.UniqueConstraint("region_code", "year", name=op.f("uq_closed_year_region_code_year")),
    )
    kpi = op.create_table(
        "kpi",
        sa.Column("region_code", sa.String(length=12), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("metric", sa.String(length=20), nullable=False),
        sa.Column("span", sa.String(length=8), nullable=False),
        sa.Column("unit", sa.String(length=8), nullable=False),
        sa.Column("outside_only", sa.Boolean(), nullable=False),
        sa.Column("counted_when", sa.String(length=12), nullable=True),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("force", sa.String(length=12), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("version", NUMBER, nullable=False),
        sa.CheckConstraint("(metric = 'results') = (counted_when IS NOT NULL)", name=op.f("ck_kpi_results_say_when")),
        sa.CheckConstraint(
            "counted_when IS NULL OR counted_when IN ('signed', 'received', 'produced')",
            name=op.f("ck_kpi_counted_when_known"),
        ),
        sa.CheckConstraint("force IN ('in_force', 'expired', 'draft', 'unclear')", name=op.f("ck_kpi_force_known")),
        sa.CheckConstraint(
            "metric IN ('absorbed_amount', 'absorbed_count', 'absorbed_received', 'output_amount', 'output_count', 'results', 'external')",
            name=op.f("ck_kpi_metric_known"),
        ),
        sa.CheckConstraint("title <> '' AND source <> ''", name=op.f("ck_kpi_whole")),
        sa.CheckConstraint("unit IN ('money', 'count', 'percent')", name=op.f("ck_kpi_unit_known")),
        sa.CheckConstraint("span IN ('year', 'total', 'term')", name=op.f("ck_kpi_span_known")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_from IS NULL OR valid_to >= valid_from", name=op.f("ck_kpi_term_ordered")
        ),
        sa.ForeignKeyConstraint(["region_code"], ["region.code"], name=op.f("fk_kpi_region_code_region")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi")),
        sa.UniqueConstraint("region_code", "title", name=op.f("uq_kpi_region_code_title")),
    )
    op.create_index(op.f("ix_kpi_region_code"), "kpi", ["region_code"], unique=False)
    op.create_table(
        "frozen_figure",
        sa.Column("closed_year_id", NUMBER, nullable=False),
        sa.Column("metric", sa.String(length=20), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("value", NUMBER, nullable=False),
        sa.CheckConstraint(
            "metric IN ('absorbed_amount', 'absorbed_count', 'absorbed_received', 'output_amount', 'output_count', 'results', 'external')",
            name=op.f("ck_frozen_figure_metric_known"),
        ),
        sa.CheckConstraint("value >= 0", name=op.f("ck_frozen_figure_value_not_negative")),
        sa.ForeignKeyConstraint(
            ["closed_year_id"],
            ["closed_year.id"],
            name=op.f("fk_frozen_figure_closed_year_id_closed_year"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("closed_year_id", "metric", "place", name=op.f("pk_frozen_figure")),
    )
    target = op.create_table(
        "kpi_target",
        sa.Column("kpi_id", NUMBER, nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("year", NUMBER, nullable=False),
        sa.Column("value", NUMBER, nullable=False),
        sa.Column("set_by", NUMBER, nullable=True),
        sa.Column("set_at", UTCDateTime(), nullable=False),
        sa.Column("id", NUMBER, nullable=False),
        sa.CheckConstraint("value > 0", name=op.f("ck_kpi_target_value_positive")),
        sa.CheckConstraint("year BETWEEN 2000 AND 2100", name=op.f("ck_kpi_target_year_known")),
        sa.ForeignKeyConstraint(["kpi_id"], ["kpi.id"], name=op.f("fk_kpi_target_kpi_id_kpi"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["set_by"], ["user_account.id"], name=op.f("fk_kpi_target_set_by_user_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kpi_target")),
        sa.UniqueConstraint("kpi_id", "place", "year", name=op.f("uq_kpi_target_kpi_id_place_year")),
    )
    _ship(kpi, target)


def _ship(kpi: Any, target: Any) -> None:
    """The past targets that the published texts name, as history."""
    rows = json.loads(INDICATORS.read_text(encoding="utf-8"))
    kept = [
        {**{name: value for name, value in row.items() if name not in {"region", "target"}}, "id": number}
        | {"region_code": row["region"], "version": 1, **{day: _day(row[day]) for day in ("valid_from", "valid_to")}}
        for number, row in enumerate(rows, 1)
    ]
    op.bulk_insert(kpi, kept)
    targets = [
        {"id": number, "kpi_id": number, "place": "", "set_at": SHIPPED_AT, **row["target"]}
        for number, row in enumerate(rows, 1)
    ]
    op.bulk_insert(target, targets)
    if op.get_bind().dialect.name == "postgresql":
        for table in ("kpi", "kpi_target"):
            op.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {len(rows)})")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def downgrade() -> None:
    op.drop_table("kpi_target")
    op.drop_table("frozen_figure")
    op.drop_table("kpi")
    op.drop_table("closed_year")
