"""A unit works on its report: types what the platform cannot know, corrects a figure at its sources, hands in."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.core.errors import Conflict, NotFound
from matchmaker.statistics.reports.blocks import BLOCKS, CONTRACT_BASES, DEFINITIONS, LINES, TYPED, Basis, Line, Measure
from matchmaker.statistics.reports.forms import TYPED_PREFIX, correct_form, fill_form, typed_values
from matchmaker.statistics.reports.models import AnnualReport
from matchmaker.statistics.reports.policies import PERMISSIONS, Permission
from matchmaker.statistics.reports.queries import drafting
from matchmaker.statistics.reports.services import write_report
from matchmaker.statistics.reports.views.blueprint import blueprint, title_of
from matchmaker.statistics.reports.views.report import page_of
from matchmaker.statistics.reports.workflow import EDITABLE, REPORT
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.loaders import load
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

READ, EDIT = needs(Permission.READ, PERMISSIONS), needs(Permission.EDIT, PERMISSIONS)
SIZE = 25


@blueprint.route("/annual-reports/<id:report_id>/fill", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def fill(report_id: int) -> Answer:
    """What the platform cannot know."""
    row = load(AnnualReport, report_id, Permission.EDIT, PERMISSIONS)
    if row.state not in EDITABLE:
        raise Conflict(_(write_report.LOCKED))
    if request.method == "GET":
        data = {f"{TYPED_PREFIX}{line.code}": row.stated(line.code) for line in TYPED}
        return _fill_page(row, fill_form()(data={**data, "note": row.note, "version": row.version}))
    form = fill_form()(request.form)

    def once(session: Session) -> str:
        kept, given = session.get_one(AnnualReport, report_id), typed_values(form)
        note, version = form.note.data or "", form.version.data
        write_report.fill_in(session, kept, given, note, actor=current_actor(), version=version)
        return url_for("reports.report", report_id=report_id)

    return answer_form(form, once, lambda: _fill_page(row, form), _("已保存。"))


def _fill_page(row: AnnualReport, form: Any) -> str:
    asked = [(block, [form[f"{TYPED_PREFIX}{line.code}"] for line in block.lines if line in TYPED]) for block in BLOCKS]
    shown = [(block, fields) for block, fields in asked if fields]
    return render_template("reports/fill.html", report=row, title=title_of(row), form=form, blocks=shown)


@blueprint.route("/annual-reports/<id:report_id>/figures/<code>", methods=["GET", "POST"])
@require(GET=READ, POST=EDIT)
def figure(report_id: int, code: str) -> Answer:
    """The records behind a drafted figure, and its correction."""
    permission = Permission.READ if request.method == "GET" else Permission.EDIT
    row = load(AnnualReport, report_id, permission, PERMISSIONS)
    line = LINES.get(code)
    if line is None or line.basis is None:
        raise NotFound
    shape = correct_form(line)
    if request.method == "GET":
        data = {"value": row.stated(code), "reason": row.reason(code), "version": row.version}
        return _figure_page(row, line, line.basis, shape(data=data))
    form: Any = shape(request.form)

    def once(session: Session) -> str:
        kept, actor = session.get_one(AnnualReport, report_id), current_actor()
        given = (form.value.data, form.reason.data or "")
        write_report.correct(session, kept, code, *given, actor=actor, version=form.version.data)
        return url_for("reports.report", report_id=report_id)

    return answer_form(form, once, lambda: _figure_page(row, line, line.basis or Basis.SIGNED, form), _("已保存。"))


def _figure_page(row: AnnualReport, line: Line, basis: Basis, form: Any) -> str:
    query = drafting.rows(row.organization_id, row.year, basis)
    page = paginate(db.session, query, number=requested_page(), size=SIZE)
    may_edit = PERMISSIONS.allows(current_actor(), Permission.EDIT, row) and row.state in EDITABLE
    kind = "contracts" if basis in CONTRACT_BASES else ("achievements" if basis is Basis.ACHIEVEMENTS else "deals")
    return render_template(
        "reports/figure.html",
        report=row,
        title=title_of(row),
        line=line,
        definition=_(DEFINITIONS[basis]),
        page=page,
        kind=kind,
        now=_now(query, line, page.total),
        form=form if may_edit else None,
    )


def _now(query: Any, line: Line, count: int) -> int:
    """What the ledger gives today."""
    if line.measure is Measure.COUNT:
        return count
    found = query.order_by(None).subquery()
    column = found.c.amount if line.measure is Measure.AMOUNT else found.c.received
    return int(db.session.scalar(select(func.coalesce(func.sum(column), 0))) or 0)


@blueprint.post("/annual-reports/<id:report_id>/redraft")
@require(POST=EDIT)
def redraft(report_id: int) -> Answer:
    """Count the ledger again."""
    row, form = load(AnnualReport, report_id, Permission.EDIT, PERMISSIONS), BaseForm(request.form)

    def once(session: Session) -> str:
        kept = session.get_one(AnnualReport, report_id)
        write_report.draft_anew(session, kept, actor=current_actor(), version=form.version.data)
        return url_for("reports.report", report_id=report_id)

    return answer_form(form, once, lambda: page_of(row), _("已按今天的台账重新草拟，更正过的数字没有动。"))


@blueprint.post("/annual-reports/<id:report_id>/submit")
@require(POST=EDIT)
def submit(report_id: int) -> Answer:
    """Hand in; what is missing is said on the page."""
    row, form = load(AnnualReport, report_id, Permission.EDIT, PERMISSIONS), BaseForm(request.form)

    def once(session: Session) -> str:
        kept = session.get_one(AnnualReport, report_id)
        write_report.submit(session, kept, actor=current_actor(), version=form.version.data)
        return url_for("reports.report", report_id=report_id)

    def again() -> str:
        for message in getattr(form, "form_errors", []):
            flash(_(message), "error")
        return page_of(load(AnnualReport, row.id, Permission.EDIT, PERMISSIONS))

    return answer_form(form, once, again, _(REPORT.transition("submit").done))
