"""走访记录: one's own log, entered in under a minute; officers and leaders of the region read it."""

from __future__ import annotations

from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.organizations.models import Organization
from matchmaker.scouting import services
from matchmaker.scouting.forms import OTHER, ContactForm
from matchmaker.scouting.models import METHOD_LABELS, ContactLog
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.queries.contacts import contacts as listed
from matchmaker.scouting.queries.contacts import sees_remark
from matchmaker.scouting.queries.roster import last_unit_of, units_of
from matchmaker.scouting.services.contacts import COLUMNS
from matchmaker.scouting.views.blueprint import blueprint
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.loaders import load
from matchmaker.web.pagination import page_href, paginate, requested_page
from matchmaker.web.policy import needs, require

READ = needs(Permission.CONTACT_READ, PERMISSIONS)
WRITE = needs(Permission.CONTACT_WRITE, PERMISSIONS)
SAVED = "saved"
"""By this the browser knows that what it kept of the form has arrived (``static/js/keep.js``)."""


@blueprint.get("/contacts")
@require(GET=READ)
def contacts() -> str:
    """The log, newest first; ?organization= narrows to one unit."""
    page = paginate(db.session, filtered(), number=requested_page(), size=20)
    return render_template(
        "scouting/contacts.html",
        page=page,
        page_href=page_href,
        methods=METHOD_LABELS,
        unit=_chosen_unit(),
        mine=current_actor().user_id,
        today=clock.today(),
    )


def filtered() -> Select[ContactLog]:
    """The log, narrowed to the unit that the address names."""
    query, unit = listed(current_actor()), _chosen_unit()
    return query.where(ContactLog.organization_id == unit) if unit else query


def _chosen_unit() -> int | None:
    return request.args.get("organization", type=int)


@blueprint.get("/contacts/<id:contact_id>")
@require(GET=READ)
def contact(contact_id: int) -> str:
    """One entry; the remark only for the scout and the scout's own unit."""
    row = load(ContactLog, contact_id, Permission.CONTACT_READ, PERMISSIONS)
    return render_template(
        "scouting/contact.html",
        row=row,
        method=METHOD_LABELS[row.method],  # type: ignore[index]
        shows_remark=sees_remark(db.session, current_actor(), row),
        is_mine=row.scout_id == current_actor().user_id,
    )


@blueprint.route("/contacts/new", methods=["GET", "POST"])
@require(GET=WRITE, POST=WRITE)
def new_contact() -> Answer:
    """Note a contact, and a lead with it if there is one."""
    return _new(request.args.get("organization", type=int))


@blueprint.route("/organizations/<id:organization_id>/contacts/new", methods=["GET", "POST"])
@require(GET=WRITE, POST=WRITE)
def new_contact_for(organization_id: int) -> Answer:
    """The same, with the unit chosen already."""
    return _new(organization_id)


@blueprint.route("/contacts/<id:contact_id>/edit", methods=["GET", "POST"])
@require(GET=WRITE, POST=WRITE)
def edit_contact(contact_id: int) -> Answer:
    """Correct one's own entry."""
    row = load(ContactLog, contact_id, Permission.CONTACT_WRITE, PERMISSIONS)
    if request.method == "GET":
        form = ContactForm(obj=row)
        form.version.data = row.version
        return _page(form, row)
    form, actor = ContactForm(request.form), current_actor()
    form.offer([])

    def change(session: Session) -> str:
        entry = session.get_one(ContactLog, contact_id)
        services.change_contact(session, entry, _values(form), actor=actor, version=form.version.data)
        return url_for("scouting.contact", contact_id=contact_id)

    return answer_form(form, change, lambda: _page(form, db.session.get_one(ContactLog, contact_id)), _("已保存。"))


def _new(organization_id: int | None) -> Answer:
    actor = current_actor()
    chosen = db.session.get(Organization, organization_id) if organization_id else None
    if organization_id and chosen is None:
        raise NotFound
    if request.method == "GET":
        usual = organization_id or last_unit_of(db.session, actor.user_id) or ""
        return _page(ContactForm(happened_on=clock.today(), organization=str(usual)), None, chosen)
    form = ContactForm(request.form)
    form.offer([])

    def note(session: Session) -> str:
        row = services.log_contact(session, _unit(session, form), _values(form), actor=actor)
        if form.lead_kind.data:
            try:
                services.note_lead(session, form.lead_kind.data, form.lead_title.data or "", actor=actor, contact=row)
            except Invalid as error:
                raise Invalid(fields={"lead_title": error.fields["title"]}) from error
        return url_for("scouting.contact", contact_id=row.id, _anchor=SAVED)

    return answer_form(form, note, lambda: _page(form, None, chosen), _("已记录。"))


def _unit(session: Session, form: ContactForm) -> Organization:
    actor, chosen = current_actor(), form.organization.data or ""
    if chosen == OTHER:
        name, kind = form.other_name.data or "", form.other_kind.data or ""
        return services.unit_from(session, name, kind, actor=actor, field="other_name")
    found = session.get(Organization, int(chosen)) if chosen.isdecimal() and len(chosen) < 19 else None  # noqa: PLR2004
    if found is None:
        raise Invalid(fields={"organization": [_("请选择单位。")]})
    return found


def _values(form: ContactForm) -> dict[str, Any]:
    return {name: form[name].data if form[name].data is not None else None for name in COLUMNS}


def _page(form: ContactForm, row: ContactLog | None, chosen: Organization | None = None) -> str:
    units = units_of(db.session, current_actor().user_id)
    if chosen is not None and chosen.id not in dict(units):
        units = [(chosen.id, chosen.name), *units]
    form.offer(units)
    return render_template("scouting/contact_form.html", form=form, row=row)
