"""核验: a unit and the record by which it came, on one page."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.contents import contents
from matchmaker.catalog.forms.reviewing import VerifyForm
from matchmaker.catalog.review_queries import first_record
from matchmaker.catalog.services.announce import review_page
from matchmaker.catalog.views.editing import UNPROCESSABLE, Answer
from matchmaker.catalog.views.managing import record_context, state_badge_of
from matchmaker.catalog.views.sides import side_of
from matchmaker.core.errors import Invalid
from matchmaker.organizations.models import Organization
from matchmaker.organizations.policies import PERMISSIONS, Permission
from matchmaker.organizations.queries.listing import similar_units
from matchmaker.organizations.services import refuse, verify
from matchmaker.organizations.workflow import ORGANIZATION
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

VERIFY = needs(Permission.VERIFY, PERMISSIONS)


@blueprint.route("/organizations/<id:organization_id>/verification", methods=["GET", "POST"])
@require(GET=VERIFY, POST=VERIFY)
def verification(organization_id: int) -> Answer:
    """Verify or refuse a unit; its first record stands beside it."""
    unit = load(Organization, organization_id, Permission.VERIFY, PERMISSIONS)
    form = VerifyForm(request.form if request.method == "POST" else None, version=unit.version)
    if request.method == "GET":
        return _page(unit, form)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        return _refused(unit, form)
    actor, why, version = current_actor(), form.reason.data or "", form.version.data
    verifies = request.form.get("action") == "verify"

    def call(session: Session) -> str:
        found = session.get_one(Organization, organization_id)
        if verifies:
            verify(session, found, actor=actor, version=version)
        else:
            refuse(session, found, actor=actor, reason=why, version=version)
        return url_for("catalog.verification", organization_id=organization_id)

    try:
        answer = perform(call)
    except Invalid as error:
        form.take_errors(error)
        return _refused(load(Organization, organization_id, Permission.VERIFY, PERMISSIONS), form)
    flash(_(ORGANIZATION.transition("verify" if verifies else "refuse").done), "success")
    return answer


def _refused(unit: Organization, form: VerifyForm) -> Answer:
    form.refresh_key()
    return _page(unit, form), UNPROCESSABLE


def _page(unit: Organization, form: VerifyForm) -> str:
    row = first_record(db.session, unit)
    side = side_of(row) if row is not None else None
    shown = record_context(side, contents(row)) if row is not None and side is not None else {}
    return render_template(
        "catalog/verification.html",
        organization=unit,
        form=form,
        similar=similar_units(db.session, unit),
        row=row,
        side=side,
        state=state_badge_of(side, row) if row is not None and side is not None else None,
        review_href=review_page(row) if row is not None and row.state == "submitted" else "",
        available={step.action for step in ORGANIZATION.available(current_actor(), unit)},
        **shown,
    )
