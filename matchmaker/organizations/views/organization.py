"""One organisation: the public page and its particulars."""

from __future__ import annotations

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core.errors import Invalid, NotFound
from matchmaker.organizations.forms import OrganizationForm, ReasonForm
from matchmaker.organizations.integrity.policies import PERMISSIONS as INTEGRITY_PERMISSIONS
from matchmaker.organizations.integrity.policies import Permission as IntegrityPermission
from matchmaker.organizations.models import (
    KIND_LABELS,
    QUALIFICATION_LABELS,
    SCALE_LABELS,
    Organization,
    OrganizationKind,
)
from matchmaker.organizations.policies import PERMISSIONS, Permission
from matchmaker.organizations.queries.listing import region_choices
from matchmaker.organizations.services import reinstate, suspend
from matchmaker.organizations.services.edit_organization import (
    IDENTITY,
    edit_organization,
    is_officer,
    may_change_identity,
)
from matchmaker.organizations.views.blueprint import blueprint
from matchmaker.organizations.workflow import ORGANIZATION
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, public, require, signed_in

Answer = str | Response | tuple[str, int]
EDIT, VERIFY = needs(Permission.EDIT, PERMISSIONS), needs(Permission.VERIFY, PERMISSIONS)
TONES = {"unverified": "progress", "verified": "good", "refused": "bad", "suspended": "neutral"}


@blueprint.app_template_global()
def organization_words(organization: Organization) -> dict[str, object]:
    """The Chinese words for an organisation's codes: kind, scale, qualifications, state with its tone."""
    return {
        "kind": _(KIND_LABELS[OrganizationKind(organization.kind)]),
        "scale": _(SCALE_LABELS[organization.scale]) if organization.scale else "",
        "qualifications": [_(QUALIFICATION_LABELS[code]) for code in organization.qualifications],
        "state": (_(ORGANIZATION.labels[organization.state]), TONES[organization.state]),
    }


@blueprint.get("/organizations/<id:organization_id>")
@require(GET=public())
def organization(organization_id: int) -> str:
    """What everybody may know of a verified organisation; its own people and officers see it before."""
    row = db.session.get(Organization, organization_id)
    actor = current_actor()
    if row is None or not (row.is_verified or PERMISSIONS.allows(actor, Permission.EDIT, row)):
        raise NotFound
    return _show(row, ReasonForm(version=row.version))


@blueprint.post("/organizations/<id:organization_id>/suspend")
@require(POST=VERIFY)
def suspend_organization(organization_id: int) -> Answer:
    """Take its members their rights from the next request on."""
    if (answer := replayed()) is not None:
        return answer
    row = load(Organization, organization_id, Permission.VERIFY, PERMISSIONS)
    form, actor = ReasonForm(request.form), current_actor()
    if not form.validate():
        form.refresh_key()
        return _show(row, form), 422
    reason, version = form.reason.data or "", form.version.data

    def act(session: Session) -> str:
        suspend(session, session.get_one(Organization, organization_id), actor=actor, reason=reason, version=version)
        return url_for("organizations.organization", organization_id=organization_id)

    answer = perform(act)
    flash(_(ORGANIZATION.transition("suspend").done), "success")
    return answer


@blueprint.post("/organizations/<id:organization_id>/reinstate")
@require(POST=VERIFY)
def reinstate_organization(organization_id: int) -> Answer:
    """Give a suspended organisation its rights back."""
    if (answer := replayed()) is not None:
        return answer
    load(Organization, organization_id, Permission.VERIFY, PERMISSIONS)
    actor, version = current_actor(), BaseForm(request.form).version.data

    def act(session: Session) -> str:
        reinstate(session, session.get_one(Organization, organization_id), actor=actor, version=version)
        return url_for("organizations.organization", organization_id=organization_id)

    answer = perform(act)
    flash(_(ORGANIZATION.transition("reinstate").done), "success")
    return answer


def _show(row: Organization, reason: ReasonForm) -> str:
    actor = current_actor()
    return render_template(
        "organizations/organization.html",
        organization=row,
        may_edit=PERMISSIONS.allows(actor, Permission.EDIT, row),
        steps=[step.action for step in ORGANIZATION.available(actor, row)],
        may_propose=INTEGRITY_PERMISSIONS.allows(actor, IntegrityPermission.PROPOSE, row),
        verification_href=_verification(row) if is_officer(actor, row) else "",
        form=reason,
    )


def _verification(row: Organization) -> str:
    page = "catalog.verification"
    return url_for(page, organization_id=row.id) if page in current_app.view_functions else ""


@blueprint.get("/organizations/mine")
@require(GET=signed_in())
def mine() -> Response:
    """On to the organisation one acts for."""
    own = min(current_actor().organization_ids, default=None)
    if own is None:
        raise NotFound(_("您的账号还没有归属单位。请由本单位的平台管理员邀请，或联系对接联络员。"))
    return redirect(url_for("organizations.organization", organization_id=own))


@blueprint.route("/organizations/<id:organization_id>/edit", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def edit(organization_id: int) -> Answer:
    """Change the particulars."""
    row = load(Organization, organization_id, Permission.EDIT, PERMISSIONS)
    form = _form(row)
    if request.method == "GET":
        return _page(form, row)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        return _again(form, organization_id)
    actor, values, version = current_actor(), form.values, form.version.data

    def change(session: Session) -> str:
        organization = session.get_one(Organization, organization_id)
        edit_organization(session, organization, values, actor=actor, version=version)
        return url_for("organizations.organization", organization_id=organization_id)

    try:
        answer = perform(change)
    except Invalid as error:
        form.take_errors(error)
        return _again(form, organization_id)
    flash(_("单位资料已保存。"), "success")
    return answer


def _form(row: Organization) -> OrganizationForm:
    actor, without = current_actor(), set[str]()
    if not is_officer(actor, row):
        without |= {"kind"}
    if not may_change_identity(actor, row):
        without |= IDENTITY
    if row.kind != OrganizationKind.ENTERPRISE:
        without |= {"scale", "qualifications"}
    return OrganizationForm(request.form, obj=row, regions=region_choices(db.session), without=sorted(without))


def _again(form: OrganizationForm, organization_id: int) -> Answer:
    form.refresh_key()
    return _page(form, db.session.get_one(Organization, organization_id)), 422


def _page(form: OrganizationForm, row: Organization) -> str:
    return render_template("organizations/edit.html", form=form, organization=row)
