"""How deals go and why they end, what is missing in which field, and who did what."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _

from matchmaker.catalog.vocabulary import FIELDS
from matchmaker.deals.reasons import label
from matchmaker.statistics.queries import funnel, gap, work
from matchmaker.statistics.queries.funnel import ORDER, STAGE_LABELS, Stage
from matchmaker.statistics.views.blueprint import blueprint
from matchmaker.statistics.views.board import READ
from matchmaker.statistics.views.reading import asked_cut
from matchmaker.web.actor import current_actor
from matchmaker.web.charts import Chart, Series
from matchmaker.web.extensions import db
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import require

SIZE = 25


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
    cut = asked_cut(current_actor())
    asked, reason = request.args.get("stage", ""), request.args.get("reason", "")[:24]
    stage = Stage(asked) if asked in set(Stage) else None
    page = paginate(db.session, funnel.rows(cut.roots, cut.year, stage, reason), number=requested_page(), size=SIZE)
    return render_template(
        "statistics/deals.html",
        year=cut.year,
        page=page,
        stage=_(STAGE_LABELS[stage]) if stage else "",
        reason=_(label(reason)) if reason else "",
    )


@blueprint.get("/statistics/gap")
@require(GET=READ)
def field_gap() -> str:
    """Needs and achievements by field, and the needs nothing fits."""
    rows = gap.gaps(db.session, current_actor().region_codes)
    names = [_(FIELDS[row.field]) if row.field else _("领域未填") for row in rows]
    series = [
        # The second colour is the one that stands out: what is missing.
        Series(_("有较强匹配的需求"), [row.served for row in rows], stack="needs"),
        Series(_("没有较强匹配的需求"), [row.unserved for row in rows], stack="needs"),
        Series(_("成果"), [row.achievements for row in rows]),
    ]
    chart = Chart(_("各领域的需求与成果"), names, series, _("条"), lying=True)
    return render_template("statistics/gap.html", rows=list(zip(names, rows, strict=True)), chart=chart)


@blueprint.get("/statistics/work")
@require(GET=READ)
def people_work() -> str:
    """What officers and scouts did in a year, and what came of it."""
    cut = asked_cut(current_actor())
    return render_template(
        "statistics/work.html",
        year=cut.year,
        officers=work.officers(db.session, cut.roots, cut.year),
        scouts=work.scouts(db.session, cut.roots, cut.year),
    )
