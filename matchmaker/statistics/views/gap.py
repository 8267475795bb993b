"""Needs and achievements by field, the records behind each number, and both as files."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from matchmaker.catalog.vocabulary import FIELDS
from matchmaker.core.errors import NotFound
from matchmaker.core.i18n import N_
from matchmaker.statistics.queries import gap
from matchmaker.statistics.queries.gap import PART_LABELS, FieldGap, Part
from matchmaker.statistics.views.blueprint import blueprint
from matchmaker.statistics.views.board import READ
from matchmaker.statistics.views.reading import rows_page
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.charts import Chart, Series
from matchmaker.web.columns import Column, Kind
from matchmaker.web.extensions import db
from matchmaker.web.policy import require

REMARKS = (
    (N_("范围"), N_("本地区已发布、在有效期内的需求和成果，按高新技术领域计。")),
    (N_("较强匹配"), N_("匹配度较强相关以上、没有被否决的推荐。")),
)
GAPS: tuple[Column[FieldGap], ...] = (
    Column(N_("领域"), lambda row: _field(row.field), width=20),
    Column(N_("需求"), lambda row: row.needs, Kind.NUMBER),
    Column(N_("没有较强匹配的需求"), lambda row: row.unserved, Kind.NUMBER, 20),
    Column(N_("成果"), lambda row: row.achievements, Kind.NUMBER),
)
ROWS: tuple[Column[Any], ...] = (
    Column(N_("名称"), lambda row: row.title, width=40),
    Column(N_("单位"), lambda row: row.unit, width=32),
    Column(N_("地区"), lambda row: row.region, width=16),
    Column(N_("发布日期"), lambda row: row.day, Kind.DATE),
)


@blueprint.get("/statistics/gap")
@require(GET=READ)
def field_gap() -> str:
    """Needs and achievements by field, and the needs nothing fits."""
    rows = gap.gaps(db.session, current_actor().region_codes)
    names = [_field(row.field) for row in rows]
    series = [
        # The second colour is the one that stands out: what is missing.
        Series(_("有较强匹配的需求"), [row.served for row in rows], stack="needs"),
        Series(_("没有较强匹配的需求"), [row.unserved for row in rows], stack="needs"),
        Series(_("成果"), [row.achievements for row in rows]),
    ]
    chart = Chart(_("各领域的需求与成果"), names, series, _("条"), lying=True)
    return render_template("statistics/gap.html", rows=list(zip(names, rows, strict=True)), chart=chart)


@blueprint.get("/statistics/gap/export")
@require(GET=READ)
def export_gap() -> Response:
    """The same as a file."""
    rows = gap.gaps(db.session, current_actor().region_codes)
    return exports.export(_("供需缺口"), "field-gap", GAPS, rows, total=len(rows), remarks=_remarks())


@blueprint.get("/statistics/gap/rows")
@require(GET=READ)
def gap_rows() -> str:
    """The records that one number of one field counts."""
    part, field = _asked()
    path = "/achievements" if part is Part.ACHIEVEMENTS else "/needs"
    return render_template(
        "statistics/counted_rows.html",
        title=_("%(name)s：%(what)s", name=_field(field), what=_(PART_LABELS[part])),
        period="",
        page=rows_page(gap.behind(part, field, current_actor().region_codes)),
        heads=(_("名称"), _("单位")),
        href=lambda row: f"{path}/{row.id}",
        has_money=False,
        back=(_("供需缺口"), url_for("statistics.field_gap")),
        export="statistics.export_gap_rows",
        remarks=REMARKS,
    )


@blueprint.get("/statistics/gap/rows/export")
@require(GET=READ)
def export_gap_rows() -> Response:
    """The same as a file."""
    part, field = _asked()
    query = gap.behind(part, field, current_actor().region_codes)
    return exports.export_query(_(PART_LABELS[part]), "field-gap-rows", ROWS, query, _remarks())


def _field(code: str) -> str:
    return str(_(FIELDS[code])) if code else str(_("领域未填"))


def _remarks() -> list[tuple[str, str]]:
    return [(_(label), _(words)) for label, words in REMARKS]


def _asked() -> tuple[Part, str]:
    part, field = request.args.get("part", Part.NEEDS.value), request.args.get("field", "")
    if part not in set(Part) or (field and field not in FIELDS):
        raise NotFound
    return Part(part), field
