"""Recording an objection, and answering it."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.deals.pricing.forms import HandlingForm, ObjectionForm
from matchmaker.deals.pricing.models import DossierState, PricingDossier, PricingObjection
from matchmaker.deals.pricing.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.services.objections import Objection, handle_objection, record_objection
from matchmaker.deals.pricing.views.blueprint import blueprint, change_dossier, load_dossier
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

OBJECT, HANDLE = needs(Permission.OBJECT, PERMISSIONS), needs(Permission.HANDLE, PERMISSIONS)


@blueprint.route("/pricing-dossiers/<id:dossier_id>/objections", methods=["GET", "POST"])
@require(GET=OBJECT, POST=OBJECT)
def objections(dossier_id: int) -> Answer:
    """Note an objection that was raised."""
    row, actor = load_dossier(dossier_id, Permission.OBJECT), current_actor()
    if row.state != DossierState.ON_NOTICE:
        raise Conflict(_("公示期间才能登记异议。"))
    form = ObjectionForm(request.form) if request.method == "POST" else ObjectionForm(raised_on=clock.today())

    def page() -> str:
        return render_template("pricing/objection.html", dossier=load_dossier(dossier_id, Permission.OBJECT), form=form)

    def change(session: Session, found: PricingDossier) -> None:
        given = Objection(form.raised_by.data or "", form.raised_on.data, form.body.data or "")
        record_objection(session, found, given, actor=actor)

    return page() if request.method == "GET" else change_dossier(dossier_id, form, change, _("异议已登记。"), page)


@blueprint.route("/pricing-dossiers/<id:dossier_id>/objections/<id:objection_id>", methods=["GET", "POST"])
@require(GET=HANDLE, POST=HANDLE)
def objection(dossier_id: int, objection_id: int) -> Answer:
    """Answer an objection."""
    row, actor = load_dossier(dossier_id, Permission.HANDLE), current_actor()
    found = db.session.get(PricingObjection, objection_id)
    if found is None or found.dossier_id != row.id:
        raise NotFound
    form = HandlingForm(request.form) if request.method == "POST" else HandlingForm()
    if request.method == "GET" and found.outcome is not None:
        raise Conflict(_("这项异议已经处理过。"))

    def page() -> str:
        shown = load_dossier(dossier_id, Permission.HANDLE)
        said = db.session.get_one(PricingObjection, objection_id)
        return render_template("pricing/handling.html", dossier=shown, objection=said, form=form)

    def change(session: Session, _found: PricingDossier) -> None:
        said = session.get_one(PricingObjection, objection_id)
        handle_objection(session, said, form.outcome.data or "", form.handling.data or "", actor=actor)

    done = _("处理意见已记录。")
    return page() if request.method == "GET" else change_dossier(dossier_id, form, change, done, page)
