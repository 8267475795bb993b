"""The enterprise's answer to a refined text."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.catalog import versions
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.forms.acting import AnswerForm
from matchmaker.catalog.models import Need, RecordKind, Refinement
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.services import answer_refinement
from matchmaker.catalog.views.editing import UNPROCESSABLE, Answer
from matchmaker.catalog.workflow import REFINEMENT
from matchmaker.core.errors import Invalid
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

ANSWER = needs(Permission.REFINEMENT_ANSWER, PERMISSIONS)


@blueprint.route("/refinements/<id:refinement_id>", methods=["GET", "POST"])
@require(GET=ANSWER, POST=ANSWER)
def refinement(refinement_id: int) -> Answer:
    """Original and refined text side by side; agree or decline."""
    row = load(Refinement, refinement_id, Permission.REFINEMENT_ANSWER, PERMISSIONS)
    form = AnswerForm(request.form if request.method == "POST" else None, version=row.version)
    if request.method == "GET":
        return _page(row, form)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        return _refused(row, form)
    actor, agreed = current_actor(), request.form.get("action") == "agree"
    note, version, need_id = form.note.data or "", form.version.data, row.need_id

    def call(session: Session) -> str:
        offered = session.get_one(Refinement, refinement_id)
        answer_refinement(session, offered, agreed, note, actor=actor, version=version)
        return url_for("catalog.manage_need", record_id=need_id)

    try:
        answer = perform(call)
    except Invalid as error:
        form.note.errors = [*form.note.errors, *error.fields.get("reason", [error.message])]
        return _refused(load(Refinement, refinement_id, Permission.REFINEMENT_ANSWER, PERMISSIONS), form)
    flash(_(REFINEMENT.transition("agree" if agreed else "decline").done), "success")
    return answer


def _refused(row: Refinement, form: AnswerForm) -> Answer:
    form.refresh_key()
    return _page(row, form), UNPROCESSABLE


def _page(row: Refinement, form: AnswerForm) -> str:
    need = db.session.get_one(Need, row.need_id)
    return render_template(
        "catalog/refinement.html",
        refinement=row,
        need=need,
        form=form,
        open=row.state == "offered" and need.state == "refining",
        state=_(REFINEMENT.labels[row.state]),
        rows=versions.differences(RecordKind.NEED, row.original, row.proposed),
    )
