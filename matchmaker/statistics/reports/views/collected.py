"""The bureau's list of a year: who has reported, who has not, the totals, everything as one file."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core.i18n import N_
from matchmaker.statistics.metrics import Unit
from matchmaker.statistics.reports.blocks import BLOCKS, LINES
from matchmaker.statistics.reports.forms import YearForm
from matchmaker.statistics.reports.policies import PERMISSIONS, Permission
from matchmaker.statistics.reports.queries import collecting
from matchmaker.statistics.reports.queries.collecting import Due
from matchmaker.statistics.reports.services.take_report import remind_missing
from matchmaker.statistics.reports.views.blueprint import badge, blueprint
from matchmaker.statistics.reports.wording import definitions
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.columns import Column, Kind
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, require

COLLECT, REMIND = needs(Permission.COLLECT, PERMISSIONS), needs(Permission.REMIND, PERMISSIONS)
KINDS = {Unit.COUNT: Kind.NUMBER, Unit.MONEY: Kind.MONEY}


def _state(row: Due) -> tuple[str, str]:
    return badge(row.seen) if row.seen else (_("未提交"), "bad")


def _column(code: str) -> Column[Due]:
    line = LINES[code]
    return Column(line.label, lambda row: row.seen.stated(code) if row.seen else None, KINDS[line.unit], 14)


COLUMNS: tuple[Column[Due], ...] = (
    Column(N_("填报单位"), lambda row: row.unit.name, width=30),
    Column(N_("地区"), lambda row: row.unit.region.name, width=14),
    Column(N_("状态"), lambda row: _state(row)[0], width=10),
    Column(N_("提交日期"), lambda row: row.seen.submitted_at if row.seen else None, Kind.DATE),
    *(_column(code) for code in LINES),
    Column(N_("补充说明"), lambda row: row.seen.note if row.seen else "", width=40),
)


@blueprint.get("/annual-reports/collected")
@require(GET=COLLECT)
def collected() -> str:
    """Who is to report for a year, what came in, and the totals."""
    year = _year()
    rows = collecting.due(db.session, current_actor().region_codes, year)
    return render_template(
        "reports/collected.html",
        form=YearForm(request.args, years=collecting.years(), data={"year": str(year)}),
        year=year,
        lines=[(row, _state(row)) for row in rows],
        missing=sum(row.is_missing for row in rows),
        totals=collecting.totals(rows),
        blocks=BLOCKS,
        may_remind=PERMISSIONS.holds(current_actor(), Permission.REMIND),
    )


@blueprint.get("/annual-reports/collected/export")
@require(GET=COLLECT)
def export_collected() -> Response:
    """All of it, one unit a row."""
    year = _year()
    rows = collecting.due(db.session, current_actor().region_codes, year)
    name = _("%(year)s年度科技成果转化报告汇总", year=year)
    return exports.export(name, "annual-reports", COLUMNS, rows, total=len(rows), remarks=definitions())


@blueprint.post("/annual-reports/collected/remind")
@require(POST=REMIND)
def remind() -> Response:
    """Tell every unit that has not handed in."""
    if (answer := replayed()) is not None:
        return answer
    year, actor, told = _year(request.form.get("year", "")), current_actor(), [0]

    def once(session: Session) -> str:
        told[0] = remind_missing(session, actor.region_codes, year, actor=actor)
        return url_for("reports.collected", year=year)

    answer = perform(once)
    flash(_("已提醒 %(n)s 家单位；没有账号的单位请另行联系。", n=told[0]), "success")
    return answer


def _year(text: str = "") -> int:
    known: dict[str, Any] = {str(year): year for year in collecting.years()}
    year: int = known.get(text or request.args.get("year", ""), collecting.years()[0])
    return year
