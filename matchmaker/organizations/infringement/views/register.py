"""The list, and the two forms by which the city keeps its copy: an entry and a removal."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core import clock
from matchmaker.core.errors import Invalid
from matchmaker.organizations.infringement.forms import EntryFilterForm, EntryForm, RemovalForm
from matchmaker.organizations.infringement.models import InfringementEntry
from matchmaker.organizations.infringement.policies import PERMISSIONS, Permission
from matchmaker.organizations.infringement.queries import register
from matchmaker.organizations.infringement.services import keep_entry
from matchmaker.organizations.infringement.views.blueprint import blueprint
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

Answer = str | Response | tuple[str, int]
READ, EDIT = needs(Permission.READ, PERMISSIONS), needs(Permission.EDIT, PERMISSIONS)
UNPROCESSABLE, PER_PAGE = 422, 25


@blueprint.get("/infringement")
@require(GET=READ)
def index() -> str:
    """Who is on the list, the newest first."""
    form, actor = EntryFilterForm(request.args), current_actor()
    wanted = form.chosen()
    query = register(wanted.get("q", ""), standing_only=wanted.get("show") != "all")
    page = paginate(db.session, query, number=requested_page(), size=PER_PAGE)
    own = InfringementEntry(region_code=keep_entry.own_city(actor))
    return render_template(
        "organizations/infringement.html",
        form=form,
        page=page,
        may_enter=PERMISSIONS.allows(actor, Permission.EDIT, own),
        may_import=PERMISSIONS.holds(actor, Permission.IMPORT),
        may_remove=lambda row: row.removed_on is None and PERMISSIONS.allows(actor, Permission.EDIT, row),
    )


@blueprint.route("/infringement/new", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def new_entry() -> Answer:
    """Copy one entry of the published list."""
    form, actor = EntryForm(request.form), current_actor()
    PERMISSIONS.require(actor, Permission.EDIT, InfringementEntry(region_code=keep_entry.own_city(actor)))

    def page() -> str:
        return render_template("organizations/infringement_new.html", form=form)

    def enter(session: Session) -> str:
        values = {name: form[name].data for name in keep_entry.COLUMNS}
        keep_entry.enter(session, values, actor=actor)
        return url_for("infringement.index")

    return _answered(form, page, enter, _("已录入。涉及这家单位的合同、推荐和资格审核会给出提示。"))


@blueprint.route("/infringement/<id:entry_id>/remove", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def remove(entry_id: int) -> Answer:
    """Note that the authority has taken a unit off the list."""
    row, actor = load(InfringementEntry, entry_id, Permission.EDIT, PERMISSIONS), current_actor()
    form = RemovalForm(request.form, version=row.version, removed_on=clock.today())

    def page() -> str:
        return render_template("organizations/infringement_remove.html", form=form, entry=row)

    def end(session: Session) -> str:
        entry = session.get_one(InfringementEntry, entry_id)
        day, reason = form.removed_on.data or clock.today(), form.reason.data or ""
        keep_entry.remove(session, entry, day, reason, actor=actor, version=form.version.data)
        return url_for("infringement.index", show="all")

    return _answered(form, page, end, _("已记下移出，到这一天起不再提示。"))


def _answered(form: BaseForm, page: Callable[[], str], act: Callable[[Session], str], done: str) -> Answer:
    """Show the form, or do once what it asks; what was wrong is shown at its field, nothing entered is lost."""
    if request.method == "GET":
        return page()
    if (answer := replayed()) is not None:
        return answer
    if form.validate():
        try:
            answer = perform(act)
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(done, "success")
            return answer
    form.refresh_key()
    return page(), UNPROCESSABLE
