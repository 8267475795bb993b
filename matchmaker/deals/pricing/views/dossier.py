"""One dossier: begun for a deal, filled in, looked at, given up."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core.db import LARGEST_ID
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.deals.models import Deal
from matchmaker.deals.policies import PERMISSIONS as DEALS
from matchmaker.deals.policies import Permission as DealPermission
from matchmaker.deals.pricing import paper, queries
from matchmaker.deals.pricing.completeness import checks, holding
from matchmaker.deals.pricing.forms import FactsForm, StepForm
from matchmaker.deals.pricing.models import OUTCOME_LABELS, DossierState, PricingDossier
from matchmaker.deals.pricing.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.services.keep_dossier import abandon, begin_dossier, save_dossier
from matchmaker.deals.pricing.services.post_notice import withdraw_notice
from matchmaker.deals.pricing.views.blueprint import blueprint, change_dossier, load_dossier
from matchmaker.deals.pricing.views.evidence import listed_files
from matchmaker.deals.pricing.workflow import DOSSIER, OPEN
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, require

READ, WRITE = needs(Permission.READ, PERMISSIONS), needs(Permission.WRITE, PERMISSIONS)
BEGIN = needs(Permission.BEGIN, PERMISSIONS)
TONES = {
    DossierState.DRAFT: "warn",
    DossierState.ON_NOTICE: "progress",
    DossierState.SEALED: "good",
    DossierState.ABANDONED: "neutral",
}
STEPS = {"withdraw_notice": withdraw_notice, "abandon": abandon}


@blueprint.route("/pricing-dossiers/new", methods=["GET", "POST"])
@require(GET=BEGIN, POST=BEGIN)
def begin() -> Answer:
    """Begin the dossier of the deal that the address names."""
    deal, actor = _deal(), current_actor()
    if request.method == "GET":
        has_duties = queries.newest_checklist(db.session, deal.achievement_organization_id) is not None
        return render_template("pricing/begin.html", deal=deal, form=BaseForm(), has_duties=has_duties)
    if (answer := replayed()) is not None:
        return answer

    def once(session: Session) -> str:
        row = begin_dossier(session, session.get_one(Deal, deal_id), actor=actor)
        return url_for("pricing.edit", dossier_id=row.id)

    deal_id = deal.id
    answer = perform(once)
    flash(_("卷宗已建立，请填写定价决定。"), "success")
    return answer


def _deal() -> Deal:
    """The deal the address names, of which the actor's unit is the seller."""
    number = request.args.get("deal", type=int)
    row = db.session.get(Deal, number) if number and 0 < number <= LARGEST_ID else None
    actor = current_actor()
    if row is None or not DEALS.allows(actor, DealPermission.READ, row):
        raise NotFound
    if row.achievement_organization_id not in actor.organization_ids:
        raise NotFound
    return row


@blueprint.get("/pricing-dossiers/<id:dossier_id>")
@require(GET=READ)
def dossier(dossier_id: int) -> str:
    """Where the dossier stands, what is missing, and everything in it."""
    return _page(load_dossier(dossier_id, Permission.READ))


@blueprint.route("/pricing-dossiers/<id:dossier_id>/edit", methods=["GET", "POST"])
@require(GET=WRITE, POST=WRITE)
def edit(dossier_id: int) -> Answer:
    """Fill in the decision."""
    row, actor = load_dossier(dossier_id, Permission.WRITE), current_actor()
    if row.state != DossierState.DRAFT:
        raise Conflict(_("公示中和已封存的卷宗不能修改；公示中的请先撤回公示。"))
    form = FactsForm.of(row) if request.method == "GET" else FactsForm(request.form)

    def page() -> str:
        return render_template("pricing/edit.html", dossier=load_dossier(dossier_id, Permission.WRITE), form=form)

    def change(session: Session, found: PricingDossier) -> None:
        save_dossier(session, found, form.facts, actor=actor, version=form.version.data)

    return page() if request.method == "GET" else change_dossier(dossier_id, form, change, _("已保存。"), page)


@blueprint.post("/pricing-dossiers/<id:dossier_id>/steps")
@require(POST=WRITE)
def step(dossier_id: int) -> Answer:
    """Take the notice back, or give the dossier up; both want a reason."""
    load_dossier(dossier_id, Permission.WRITE)
    form, actor = StepForm(request.form), current_actor()
    action = STEPS.get(form.step.data or "")
    if action is None:
        raise Conflict(_("没有这一步，请重新选择。"))

    def change(session: Session, found: PricingDossier) -> None:
        action(session, found, reason=form.reason.data or "", actor=actor, version=form.version.data)

    done = _(DOSSIER.transition(form.step.data or "").done)
    return change_dossier(
        dossier_id, form, change, done, lambda: _page(load_dossier(dossier_id, Permission.READ), form)
    )


def _page(row: PricingDossier, form: StepForm | None = None) -> str:
    actor = current_actor()
    files = queries.files_of(db.session, row.id)
    objections = queries.objections_of(db.session, row.id)
    held = holding(row, files, objections)
    may_write = PERMISSIONS.allows(actor, Permission.WRITE, row) and row.state in OPEN
    return render_template(
        "pricing/dossier.html",
        dossier=row,
        state=(DOSSIER.labels[row.state], TONES[DossierState(row.state)]),
        sections=paper.sections(held),
        checks=checks(held) if row.state in OPEN else [],
        files=listed_files(files),
        objections=objections,
        outcomes=OUTCOME_LABELS,
        duties=paper.checklist(row),
        buttons={each.action: each for each in DOSSIER.available(actor, row)},
        may_write=may_write,
        has_newer_duties=may_write and row.state == DossierState.DRAFT and _has_newer_duties(row),
        may_object=row.state == DossierState.ON_NOTICE and PERMISSIONS.allows(actor, Permission.OBJECT, row),
        may_handle=may_write and PERMISSIONS.allows(actor, Permission.HANDLE, row),
        step_form=form or StepForm(version=row.version),
        reads_deal=DEALS.allows(actor, DealPermission.READ, row.deal),
    )


def _has_newer_duties(row: PricingDossier) -> bool:
    """Whether the unit has a list that the dossier does not use yet."""
    newest = queries.newest_checklist(db.session, row.organization_id)
    return newest is not None and newest.id != row.checklist_id
