"""The rows that a figure is made of, on the page and as a file with the figure's definition."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template
from flask_babel import gettext as _
from sqlalchemy import func, select

from matchmaker.core.i18n import N_
from matchmaker.deals.contracts.export_columns import REGISTER
from matchmaker.statistics.cut import Cut
from matchmaker.statistics.definition import sentences
from matchmaker.statistics.metrics import METRICS, Metric
from matchmaker.statistics.queries import figures
from matchmaker.statistics.views.blueprint import blueprint
from matchmaker.statistics.views.board import READ
from matchmaker.statistics.views.reading import asked_cut
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.columns import Column, Kind
from matchmaker.web.extensions import db
from matchmaker.web.pagination import Page, requested_page
from matchmaker.web.policy import require

SIZE = 25
DEALS: tuple[Column[Any], ...] = (
    Column(N_("科技成果"), lambda row: row.achievement, width=36),
    Column(N_("技术需求"), lambda row: row.need, width=36),
    Column(N_("考核单位"), lambda row: row.place, width=14),
    Column(N_("转化日期"), lambda row: row.counted_on, Kind.DATE),
    Column(N_("合同金额（万元）"), lambda row: row.amount, Kind.MONEY),
)


CONTRACTS: tuple[Column[Any], ...] = (Column(N_("计入单位"), lambda row: row.place, width=14), *REGISTER)


@blueprint.get("/statistics/rows")
@require(GET=READ)
def rows() -> str:
    """What a figure is made of."""
    cut = asked_cut(current_actor())
    query, number = figures.rows(cut), requested_page()
    count, value = _counted(cut)
    number = min(number, max(1, -(-count // SIZE)))
    found = db.session.execute(query.limit(SIZE).offset((number - 1) * SIZE)).all()
    return render_template(
        "statistics/rows.html",
        cut=cut,
        rule=METRICS[cut.metric],
        value=value,
        definition=sentences(cut),
        page=Page(list(found), number, SIZE, count),
        of_deals=cut.metric is Metric.RESULTS,
    )


@blueprint.get("/statistics/export-rows")
@require(GET=READ)
def export_rows() -> Response:
    """The same as a file."""
    cut = asked_cut(current_actor())
    columns = DEALS if cut.metric is Metric.RESULTS else CONTRACTS
    name = _("%(figure)s明细", figure=_(METRICS[cut.metric].label))
    return exports.export_query(name, "figure-rows", columns, figures.rows(cut), sentences(cut))


def _counted(cut: Cut) -> tuple[int, int]:
    """(rows, the figure). One statement."""
    found = figures.rows(cut).order_by(None).subquery()
    column = METRICS[cut.metric].column
    summed = func.coalesce(func.sum(found.c[column]), 0) if column in found.c else func.count()
    count, value = db.session.execute(select(func.count(), summed).select_from(found)).one()
    return int(count), int(value)
