"""What officers did in a year, the rows behind each number, and both as files."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template, request, url_for
from flask_babel import gettext as _

from matchmaker.core.errors import NotFound
from matchmaker.core.i18n import N_
from matchmaker.statistics.queries import work
from matchmaker.statistics.queries.work import ACT_LABELS, OF_DEALS, Act, Person
from matchmaker.statistics.views.blueprint import blueprint
from matchmaker.statistics.views.board import READ
from matchmaker.statistics.views.reading import asked_cut, asked_id, rows_page
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.columns import Column, Kind
from matchmaker.web.extensions import db
from matchmaker.web.policy import require

REMARKS = (
    (
        N_("口径"),
        N_("决定推荐按决定的日期计；对接按发起的日期计，引荐、签约是这些对接走到的结果；只计需求在本地区的。"),
    ),
)


def _number(act: Act) -> Column[Person]:
    return Column(ACT_LABELS[act], lambda row: row.counts[act], Kind.NUMBER)


PEOPLE: tuple[Column[Person], ...] = (
    Column(N_("姓名"), lambda row: row.name, width=16),
    *(_number(act) for act in Act),
    Column(N_("签约金额（万元）"), lambda row: row.amount, Kind.MONEY),
)
ROWS: tuple[Column[Any], ...] = (
    Column(N_("日期"), lambda row: row.day, Kind.DATE),
    Column(N_("技术需求"), lambda row: row.title, width=40),
    Column(N_("科技成果"), lambda row: row.other, width=40),
    Column(N_("合同金额（万元）"), lambda row: row.amount, Kind.MONEY),
)


@blueprint.get("/statistics/work")
@require(GET=READ)
def people_work() -> str:
    """Officers and their numbers; scouts have a page of their own."""
    cut = asked_cut(current_actor())
    return render_template(
        "statistics/work.html",
        year=cut.year,
        officers=work.officers(db.session, cut.roots, cut.year),
        acts=ACT_LABELS,
        remarks=REMARKS,
    )


@blueprint.get("/statistics/work-export")
@require(GET=READ)
def export_work() -> Response:
    """The same as a file."""
    cut = asked_cut(current_actor())
    people = work.officers(db.session, cut.roots, cut.year)
    return exports.export(_("联络员工作情况"), "officers-work", PEOPLE, people, total=len(people), remarks=_remarks())


@blueprint.get("/statistics/work-rows")
@require(GET=READ)
def work_rows() -> str:
    """What one number of one officer counts."""
    cut, act, officer = asked_cut(current_actor()), _asked_act(), asked_id("officer")
    page = rows_page(work.behind(act, cut.roots, cut.year, officer))
    name = work.name_of(db.session, officer) if page.total else ""
    return render_template(
        "statistics/counted_rows.html",
        title=_("%(name)s：%(what)s", name=name, what=_(ACT_LABELS[act])) if name else _(ACT_LABELS[act]),
        period=_("%(year)s年", year=cut.year),
        page=page,
        heads=(_("技术需求"), _("科技成果")),
        href=lambda row: url_for("deals.deal", deal_id=row.id) if act in OF_DEALS else "",
        has_money=act is Act.SIGNED,
        back=(_("工作情况"), url_for("statistics.people_work", year=cut.year)),
        export="statistics.export_work_rows",
        remarks=REMARKS,
    )


@blueprint.get("/statistics/work-rows/export")
@require(GET=READ)
def export_work_rows() -> Response:
    """The same as a file."""
    cut, act, officer = asked_cut(current_actor()), _asked_act(), asked_id("officer")
    query = work.behind(act, cut.roots, cut.year, officer)
    return exports.export_query(_(ACT_LABELS[act]), "officers-work-rows", ROWS, query, _remarks())


def _remarks() -> list[tuple[str, str]]:
    return [(_(label), _(words)) for label, words in REMARKS]


def _asked_act() -> Act:
    act = request.args.get("act", Act.DECIDED.value)
    if act not in set(Act):
        raise NotFound
    return Act(act)
