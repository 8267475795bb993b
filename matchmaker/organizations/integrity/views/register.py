"""The register's list and one entry, and the two forms by which it grows: a notice and its answer."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core.authz import Role
from matchmaker.organizations.integrity.forms import ReasonForm, RegisterFilterForm, StatementForm
from matchmaker.organizations.integrity.models import IntegrityEntry, IntegrityState
from matchmaker.organizations.integrity.policies import PERMISSIONS, Permission
from matchmaker.organizations.integrity.queries import register as entries
from matchmaker.organizations.integrity.services import answer as keep_answer
from matchmaker.organizations.integrity.services import propose_by_bureau
from matchmaker.organizations.integrity.views.blueprint import TONES, UNPROCESSABLE, blueprint, load_entry
from matchmaker.organizations.integrity.workflow import INTEGRITY
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import setting
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

Answer = str | Response | tuple[str, int]
READ, PROPOSE, ANSWER = (needs(each, PERMISSIONS) for each in (Permission.READ, Permission.PROPOSE, Permission.ANSWER))
PER_PAGE = 25


@blueprint.app_template_global()
def integrity_state(entry: IntegrityEntry) -> tuple[str, str]:
    """The state's word and tone; one whose time is over says so."""
    if entry.state == IntegrityState.ENTERED and not entry.is_in_force:
        return _("已期满"), "neutral"
    return _(INTEGRITY.labels[entry.state]), TONES[IntegrityState(entry.state)]


@blueprint.get("/integrity")
@require(GET=READ)
def register() -> str:
    """The bureau's entries, or those about one's own organisation."""
    actor = current_actor()
    form = RegisterFilterForm(request.args)
    state = form.chosen().get("state", "")
    page = paginate(db.session, entries(actor, state), number=requested_page(), size=PER_PAGE)
    return render_template("organizations/integrity.html", form=form, page=page, is_bureau=actor.has(Role.OFFICER))


@blueprint.get("/integrity/<id:entry_id>")
@require(GET=READ)
def entry(entry_id: int) -> str:
    """One entry: the cause, the answer, the decision, and what may be done now."""
    row = load_entry(entry_id, Permission.READ)
    actor = current_actor()
    return render_template(
        "organizations/integrity_entry.html",
        entry=row,
        may_answer=row.may_be_answered and PERMISSIONS.allows(actor, Permission.ANSWER, row),
        steps=[step for step in INTEGRITY.available(actor, row) if step.action != "enter" or row.may_be_entered],
        may_decide=PERMISSIONS.allows(actor, Permission.DECIDE, row),
    )


@blueprint.route("/organizations/<id:organization_id>/integrity/new", methods=["GET", "POST"])
@require(GET=PROPOSE, POST=PROPOSE)
def propose(organization_id: int) -> Answer:
    """Give an organisation notice of an entry."""
    organization = load(Organization, organization_id, Permission.PROPOSE, PERMISSIONS)
    form = ReasonForm(request.form)
    days = setting(db.session, "integrity.answer_days", organization.region_code)
    page = "organizations/integrity_notice.html"
    if request.method == "GET":
        return render_template(page, form=form, organization=organization, days=days)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        form.refresh_key()
        return render_template(page, form=form, organization=organization, days=days), UNPROCESSABLE
    reason, actor = form.reason.data or "", current_actor()

    def give(session: Session) -> str:
        unit = session.get_one(Organization, organization_id)
        row = propose_by_bureau(session, unit, reason, actor=actor)
        return url_for("integrity.entry", entry_id=row.id)

    done = perform(give)
    flash(_("已告知单位，申辩期满后请作出决定。"), "success")
    return done


@blueprint.route("/integrity/<id:entry_id>/statement", methods=["GET", "POST"])
@require(GET=ANSWER, POST=ANSWER)
def statement(entry_id: int) -> Answer:
    """申辩, by the organisation concerned."""
    row = load_entry(entry_id, Permission.ANSWER)
    form = StatementForm(request.form, obj=row)
    page = "organizations/integrity_statement.html"
    if request.method == "GET":
        return render_template(page, form=form, entry=row)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        form.refresh_key()
        return render_template(page, form=form, entry=row), UNPROCESSABLE
    text, actor = form.statement.data or "", current_actor()

    def keep(session: Session) -> str:
        keep_answer(session, session.get_one(IntegrityEntry, entry_id), text, actor=actor)
        return url_for("integrity.entry", entry_id=entry_id)

    done = perform(keep)
    flash(_("申辩已提交。"), "success")
    return done
