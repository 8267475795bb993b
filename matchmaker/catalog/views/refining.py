"""凝练: the desk on which an officer or expert sharpens a need's text."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog import review_queries as queries
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.contents import contents
from matchmaker.catalog.forms.reviewing import RefineForm
from matchmaker.catalog.models import Need
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.queries import refinements
from matchmaker.catalog.services import end_refining, offer_refinement, start_refining
from matchmaker.catalog.views.editing import UNPROCESSABLE, Answer
from matchmaker.catalog.views.managing import record_context, state_badge_of
from matchmaker.catalog.views.sides import NEED
from matchmaker.catalog.workflow import REFINEMENT
from matchmaker.core import clock
from matchmaker.core.errors import Invalid
from matchmaker.core.workflow import check_version
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.forms import handle_rows
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

REFINE = needs(Permission.NEED_REFINE, PERMISSIONS)
PER_PAGE = 25


@blueprint.get("/refining")
@require(GET=REFINE)
def refining() -> str:
    """The needs whose text is being sharpened, the most urgent first."""
    query = queries.waiting(current_actor(), "refining")
    page = paginate(db.session, query, number=requested_page(), size=PER_PAGE)
    return render_template("catalog/refining.html", page=page, now=clock.now())


@blueprint.route("/needs/<id:need_id>/refine", methods=["GET", "POST"])
@require(GET=REFINE, POST=REFINE)
def refine(need_id: int) -> Answer:
    """Original and refined text side by side."""
    need = _load(need_id)
    form = RefineForm(request.form) if request.method == "POST" else _filled(need)
    if request.method == "GET" or handle_rows(form):
        return _page(need, form)
    if (answer := replayed()) is not None:
        return answer
    action = request.form.get("action", "offer")
    if not form.validate():
        return _refused(need, form)
    try:
        answer = _do(need_id, form, action)
    except Invalid as error:
        form.take_errors(error)
        return _refused(_load(need_id), form)
    done = {"start": _("已转凝练。"), "end": _("凝练结束，可以发布。")}
    flash(done.get(action, _("凝练稿已送企业确认。")), "success")
    return answer


def _load(need_id: int) -> Need:
    need: Any = NEED.load(need_id, Permission.NEED_REFINE)
    found: Need = need
    return found


def _do(need_id: int, form: RefineForm, action: str) -> Response:
    actor, version = current_actor(), form.version.data
    proposed, note = form.proposed(), form.note.data or ""

    def call(session: Session) -> str:
        need = session.get_one(Need, need_id)
        check_version(need, version)
        if action == "start":
            start_refining(session, need, actor=actor)
        elif action == "end":
            end_refining(session, need, actor=actor)
        else:
            offer_refinement(session, need, proposed, note, actor=actor)
        return url_for("catalog.refine", need_id=need_id)

    return perform(call)


def _filled(need: Need) -> RefineForm:
    """The form with the present text, or with the draft that still waits."""
    said = contents(need)
    offered = next((each for each in refinements(db.session, need.id) if each.state == "offered"), None)
    text = {**said, **(offered.proposed if offered else {})}
    fields = {name: text[name] for name in ("title", "one_liner", "problem", "indicators")}
    return RefineForm(data={**fields, "note": offered.note if offered else ""}, version=need.version)


def _refused(need: Need, form: RefineForm) -> Answer:
    form.refresh_key()
    return _page(need, form), UNPROCESSABLE


def _page(need: Need, form: RefineForm) -> str:
    if form.version.data is None:
        form.version.data = need.version
    return render_template(
        "catalog/refine.html",
        side=NEED,
        need=need,
        row=need,
        form=form,
        state=state_badge_of(NEED, need),
        **record_context(NEED, contents(need)),
        earlier=[(each, _(REFINEMENT.labels[each.state])) for each in refinements(db.session, need.id)],
    )
