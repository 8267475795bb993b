"""The bureau returns or accepts a report, and notes to whom it went."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.statistics.reports.forms import DecisionForm, DeliveryForm
from matchmaker.statistics.reports.models import AnnualReport
from matchmaker.statistics.reports.policies import PERMISSIONS, Permission
from matchmaker.statistics.reports.services import take_report
from matchmaker.statistics.reports.views.blueprint import blueprint
from matchmaker.statistics.reports.views.report import page_of
from matchmaker.statistics.reports.workflow import REPORT
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

DECIDE = needs(Permission.DECIDE, PERMISSIONS)


@blueprint.post("/annual-reports/<id:report_id>/decision")
@require(POST=DECIDE)
def decide(report_id: int) -> Answer:
    """Return or accept, as the button says."""
    row, form = load(AnnualReport, report_id, Permission.DECIDE, PERMISSIONS), DecisionForm(request.form)
    action = request.form.get("action", "")

    def once(session: Session) -> str:
        kept, reason = session.get_one(AnnualReport, report_id), form.reason.data or ""
        take_report.decide(session, kept, action, reason, actor=current_actor(), version=form.version.data)
        return url_for("reports.report", report_id=report_id)

    done = REPORT.transition(action).done if action in take_report.ACTIONS else ""
    return answer_form(form, once, lambda: page_of(row, decision_form=form), done)


@blueprint.post("/annual-reports/<id:report_id>/deliveries")
@require(POST=DECIDE)
def deliver(report_id: int) -> Answer:
    """Note that the report went to one of its recipients."""
    row, form = load(AnnualReport, report_id, Permission.DECIDE, PERMISSIONS), DeliveryForm(request.form)

    def once(session: Session) -> str:
        kept = session.get_one(AnnualReport, report_id)
        given = (form.recipient.data, form.day.data, form.note.data or "")
        take_report.note_delivery(session, kept, *given, actor=current_actor())
        return url_for("reports.report", report_id=report_id)

    return answer_form(form, once, lambda: page_of(row, delivery_form=form), _("报送已记录。"))
