"""How deals go and why they end, and the deals behind each number."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request
from flask_babel import gettext as _

from matchmaker.core.i18n import N_
from matchmaker.deals.reasons import label
from matchmaker.deals.workflow import DEAL
from matchmaker.statistics.queries import funnel
from matchmaker.statistics.queries.funnel import ORDER, STAGE_LABELS, Stage
from matchmaker.statistics.views.blueprint import blueprint
from matchmaker.statistics.views.board import READ
from matchmaker.statistics.views.reading import asked_cut
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.charts import Chart, Series
from matchmaker.web.columns import Column, Kind
from matchmaker.web.extensions import db
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import require

SIZE = 25
DEALS: tuple[Column[Any], ...] = (
    Column(N_("对接号"), lambda row: row.id, Kind.NUMBER),
    Column(N_("技术需求"), lambda row: row.need.title, width=40),
    Column(N_("科技成果"), lambda row: row.achievement.title, width=40),
    Column(N_("状态"), lambda row: _(DEAL.labels[row.state]), width=12),
    Column(N_("结束的理由"), lambda row: _(label(row.close_reason)) if row.close_reason else "", width=20),
    Column(N_("合同金额（万元）"), lambda row: row.amount, Kind.MONEY),
    Column(N_("最近变动"), lambda row: row.state_at, Kind.DATE),
)


@blueprint.get("/statistics/funnel")
@require(GET=READ)
def deal_funnel() -> str:
    """How far the year's introductions got."""
    cut = asked_cut(current_actor())
    found = funnel.funnel(db.session, cut.roots, cut.year)
    counts = found.counts
    names = [_(STAGE_LABELS[stage]) for stage in ORDER]
    series = [Series(_("件"), [counts[each] for each in ORDER])]
    return render_template(
        "statistics/funnel.html",
        year=cut.year,
        stages=[(stage, _(STAGE_LABELS[stage]), counts[stage]) for stage in ORDER],
        deaths=[(each, _(STAGE_LABELS[each.stage]), _(label(each.reason))) for each in found.deaths],
        chart=Chart(_("对接到达的阶段"), names, series, _("件"), lying=True),
    )


@blueprint.get("/statistics/deals")
@require(GET=READ)
def deals_behind() -> str:
    """The deals behind a number of the funnel."""
    cut, (stage, reason) = asked_cut(current_actor()), _asked()
    page = paginate(db.session, funnel.rows(cut.roots, cut.year, stage, reason), number=requested_page(), size=SIZE)
    return render_template("statistics/deals.html", page=page, year=cut.year, definition=_definition(cut.year))


@blueprint.get("/statistics/deals/export")
@require(GET=READ)
def export_deals_behind() -> Response:
    """The same as a file, with what the number means."""
    cut, (stage, reason) = asked_cut(current_actor()), _asked()
    query = funnel.rows(cut.roots, cut.year, stage, reason)
    return exports.export_query(_("对接明细"), "funnel-deals", DEALS, query, _definition(cut.year))


def _asked() -> tuple[Stage | None, str]:
    stage = request.args.get("stage", "")
    return (Stage(stage) if stage in set(Stage) else None), request.args.get("reason", "")[:24]


def _definition(year: int) -> list[tuple[str, str]]:
    """What is counted, in words."""
    stage, reason = _asked()
    found = [(_("统计期"), _("%(year)s年推荐的对接", year=year))]
    if stage is not None:
        words = _("最远到“%(stage)s”") if reason else _("走到“%(stage)s”，走到后面阶段的也算")
        found.append((_("阶段"), words % {"stage": _(STAGE_LABELS[stage])}))
    if reason:
        found.append((_("结束的理由"), _(label(reason))))
    return found
