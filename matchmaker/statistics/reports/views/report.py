"""A unit's reports; one report with where each figure comes from."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.errors import NotFound
from matchmaker.organizations.models import Organization
from matchmaker.statistics.reports.blocks import BLOCKS
from matchmaker.statistics.reports.forms import DecisionForm, DeliveryForm, StartForm
from matchmaker.statistics.reports.models import RECIPIENT_LABELS, AnnualReport, Recipient, ReportState
from matchmaker.statistics.reports.policies import PERMISSIONS, Permission
from matchmaker.statistics.reports.queries import collecting, drafting
from matchmaker.statistics.reports.services.write_report import start_report
from matchmaker.statistics.reports.views.blueprint import badge, blueprint, title_of
from matchmaker.statistics.reports.workflow import EDITABLE, REPORT
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

LIST, START, READ = (needs(each, PERMISSIONS) for each in (Permission.LIST, Permission.START, Permission.READ))


@blueprint.route("/annual-reports", methods=["GET", "POST"])
@require(GET=LIST, POST=START)
def mine() -> Answer:
    """The reports of one's units, and the button that drafts one."""
    actor = current_actor()
    query = select(Organization).where(Organization.id.in_(actor.organization_ids)).order_by(Organization.id)
    units = {unit.id: unit.name for unit in db.session.scalars(query)}
    if not units:
        raise NotFound
    form = StartForm(request.form, years=collecting.years(), units=units.items())
    if request.method == "GET":
        return _list(form)

    def once(session: Session) -> str:
        unit = session.get_one(Organization, form.unit.data)
        row = start_report(session, unit, form.year.data, actor=actor)
        return url_for("reports.report", report_id=row.id)

    done = _("已按台账草拟。请核对数字，补上平台不掌握的部分，再提交。")
    return answer_form(form, once, lambda: _list(form), done)


def _list(form: StartForm) -> str:
    rows = collecting.reports_of(db.session, current_actor().organization_ids)
    lines = [(row, badge(row)) for row in rows]
    return render_template("reports/mine.html", form=form, lines=lines)


@blueprint.get("/annual-reports/<id:report_id>")
@require(GET=READ)
def report(report_id: int) -> str:
    """The report as its unit and the bureau see it."""
    return page_of(load(AnnualReport, report_id, Permission.READ, PERMISSIONS))


def page_of(row: AnnualReport, **shown: Any) -> str:
    """The report's page; ``shown`` replaces forms that came back."""
    actor = current_actor()
    may_edit = PERMISSIONS.allows(actor, Permission.EDIT, row) and row.state in EDITABLE
    may_decide = PERMISSIONS.allows(actor, Permission.DECIDE, row)
    waits = may_decide and row.state == ReportState.SUBMITTED
    is_locked = row.state == ReportState.ACCEPTED
    context: dict[str, Any] = {
        "report": row,
        "title": title_of(row),
        "state": badge(row),
        "blocks": BLOCKS,
        "may_edit": may_edit,
        "steps": [step for step in REPORT.available(actor, row) if step.permission is Permission.EDIT],
        "decision_form": DecisionForm(version=row.version) if waits else None,
        "delivery_form": DeliveryForm() if may_decide and is_locked else None,
        "deliveries": [(RECIPIENT_LABELS[Recipient(each.recipient)], each) for each in row.deliveries]
        if is_locked
        else [],
        "unregistered": drafting.unregistered(db.session, row.organization_id, row.year) if may_edit else 0,
        "oversees": not PERMISSIONS.holds(actor, Permission.LIST),
    }
    return render_template("reports/report.html", **{**context, **shown})
