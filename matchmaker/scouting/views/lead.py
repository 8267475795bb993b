"""线索: noted, registered as a draft, dropped with a reason."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.services.announce import own_page
from matchmaker.core.errors import Invalid
from matchmaker.organizations.models import Organization
from matchmaker.organizations.services import ensure_unit
from matchmaker.scouting import services
from matchmaker.scouting.forms import LeadForm, ReasonForm, RegisterLeadForm
from matchmaker.scouting.models import ContactLog, Lead, LeadState
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.queries.contacts import leads as listed
from matchmaker.scouting.queries.roster import all_regions
from matchmaker.scouting.texts import WORDS
from matchmaker.scouting.views.blueprint import blueprint
from matchmaker.scouting.workflow import LEAD
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.loaders import load
from matchmaker.web.pagination import page_href, paginate, requested_page
from matchmaker.web.policy import needs, require

READ = needs(Permission.LEAD_READ, PERMISSIONS)
WRITE = needs(Permission.LEAD_WRITE, PERMISSIONS)
TONES = {"open": "progress", "registered": "good", "dropped": "neutral"}


@blueprint.get("/leads")
@require(GET=READ)
def leads() -> str:
    """The open ones first asked for; ?state= shows the others."""
    page = paginate(db.session, filtered(), number=requested_page(), size=25)
    return render_template(
        "scouting/leads.html",
        page=page,
        page_href=page_href,
        state=_chosen_state(),
        labels=LEAD.labels,
        tones=TONES,
        words=_words(),
    )


def filtered() -> Select[Lead]:
    """The leads in the state that the address names."""
    state, query = _chosen_state(), listed(current_actor())
    return query.where(Lead.state == state) if state in set(LeadState) else query


def _chosen_state() -> str:
    return request.args.get("state", LeadState.OPEN.value)


@blueprint.route("/leads/new", methods=["GET", "POST"])
@require(GET=WRITE, POST=WRITE)
def new_lead() -> Answer:
    """Note a lead; ?contact= takes the unit from a contact."""
    contact_id, actor = request.args.get("contact", type=int), current_actor()
    contact = load(ContactLog, contact_id, Permission.CONTACT_WRITE, PERMISSIONS) if contact_id else None
    known = {"note": contact.learnt} if contact is not None else {}
    form = LeadForm(request.form if request.method == "POST" else None, data=known)
    form.offer()
    if request.method == "GET":
        return render_template("scouting/lead_form.html", form=form, contact=contact)

    def note(session: Session) -> str:
        lead = services.note_lead(
            session,
            form.kind.data,
            form.title.data or "",
            actor=actor,
            contact=session.get_one(ContactLog, contact_id) if contact_id else None,
            organization_text=form.organization_text.data or "",
            note=form.note.data or "",
            source_note=form.source_note.data or "",
        )
        return url_for("scouting.lead", lead_id=lead.id)

    page = lambda: render_template("scouting/lead_form.html", form=form, contact=contact)  # noqa: E731
    return answer_form(form, note, page, _("线索已记下。"))


@blueprint.get("/leads/<id:lead_id>")
@require(GET=READ)
def lead(lead_id: int) -> str:
    """One lead and what may be done with it."""
    return _page(load(Lead, lead_id, Permission.LEAD_READ, PERMISSIONS))


@blueprint.post("/leads/<id:lead_id>/register")
@require(POST=WRITE)
def register_lead(lead_id: int) -> Answer:
    """Make a draft of it and go there."""
    load(Lead, lead_id, Permission.LEAD_WRITE, PERMISSIONS)
    form, actor = RegisterLeadForm(request.form), current_actor()
    form.offer(all_regions(db.session))

    def register(session: Session) -> str:
        row = session.get_one(Lead, lead_id)
        unit = _unit(session, form)
        return own_page(services.register_lead(session, row, unit, actor=actor, version=form.version.data))

    return answer_form(
        form, register, lambda: _again(lead_id, register_form=form), _("已建草稿，请补充内容后请单位确认。")
    )


@blueprint.post("/leads/<id:lead_id>/drop")
@require(POST=WRITE)
def drop_lead(lead_id: int) -> Answer:
    """Follow it no further."""
    load(Lead, lead_id, Permission.LEAD_WRITE, PERMISSIONS)
    form, actor = ReasonForm(request.form), current_actor()

    def drop(session: Session) -> str:
        row = session.get_one(Lead, lead_id)
        services.drop_lead(session, row, form.reason.data or "", actor=actor, version=form.version.data)
        return url_for("scouting.lead", lead_id=lead_id)

    return answer_form(form, drop, lambda: _again(lead_id, drop_form=form), _("已放弃这条线索。"))


@blueprint.post("/leads/<id:lead_id>/reopen")
@require(POST=WRITE)
def reopen_lead(lead_id: int) -> Answer:
    """Follow it again."""
    load(Lead, lead_id, Permission.LEAD_WRITE, PERMISSIONS)
    form, actor = BaseForm(request.form), current_actor()

    def reopen(session: Session) -> str:
        services.reopen_lead(session, session.get_one(Lead, lead_id), actor=actor, version=form.version.data)
        return url_for("scouting.lead", lead_id=lead_id)

    return answer_form(form, reopen, lambda: _again(lead_id), _("已重新打开。"))


def _unit(session: Session, form: RegisterLeadForm) -> Organization:
    try:
        return ensure_unit(
            session,
            name=form.unit_name.data or "",
            kind=form.unit_kind.data or "",
            region_code=form.unit_region_code.data or "",
            actor=current_actor(),
        )
    except Invalid as error:
        raise Invalid(fields={f"unit_{name}": texts for name, texts in error.fields.items()}) from error


def _again(lead_id: int, **forms: BaseForm) -> str:
    return _page(load(Lead, lead_id, Permission.LEAD_READ, PERMISSIONS), **forms)


def _page(row: Lead, **forms: BaseForm) -> str:
    steps = {step.action: step for step in LEAD.available(current_actor(), row)}
    context = {"register_form": _register_form(row), "drop_form": ReasonForm(), **forms}
    for form in context.values():
        form.version.data = row.version
    return render_template(
        "scouting/lead.html",
        row=row,
        steps=steps,
        word=_words()[row.kind],
        state=(LEAD.labels[row.state], TONES[row.state]),
        record_href=f"/my/{row.kind}s/{row.record_id}" if row.record_id else "",
        **context,
    )


def _register_form(row: Lead) -> RegisterLeadForm:
    unit = row.organization
    form = RegisterLeadForm(
        unit_name=unit.name if unit else row.organization_text,
        unit_kind=unit.kind if unit else ("enterprise" if row.kind == RecordKind.NEED else "university"),
        unit_region_code=unit.region_code if unit else row.region_code,
    )
    form.offer(all_regions(db.session))
    return form


def _words() -> dict[str, str]:
    return {kind.value: word for kind, word in WORDS.items()}
