"""The unit's answer by one-time link: GET shows, POST decides; a spent link shows what was answered."""

from __future__ import annotations

from flask import flash, make_response, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog.contents import kind_of
from matchmaker.core import clock
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.scouting import services
from matchmaker.scouting.forms import AnswerForm
from matchmaker.scouting.models import ConfirmationState, UnitConfirmation
from matchmaker.scouting.queries.confirmations import link_of, record_of
from matchmaker.scouting.texts import WORDS
from matchmaker.scouting.views.blueprint import UNPROCESSABLE, blueprint
from matchmaker.scouting.views.confirmation import ANSWERS, record_lines, until
from matchmaker.scouting.workflow import CONFIRMATION
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import public, require


@blueprint.route("/confirm/<token>", methods=["GET", "POST"])
@require(GET=public(), POST=public())
def confirm_by_link(token: str) -> Response:
    """The question and its answer, without an account."""
    link = link_of(db.session, token)
    row = db.session.get(UnitConfirmation, link.subject_id) if link else None
    if link is None or row is None or (link.used_at is None and link.expires_at <= clock.now()):
        return _gone()
    if request.method == "POST" and (answer := replayed()) is not None:
        return _private(answer)
    if request.method == "GET" or link.used_at is not None:
        return _private(_page(row, AnswerForm()))
    return _decide(token, row.id)


def _decide(token: str, confirmation_id: int) -> Response:
    form, agreed = AnswerForm(request.form), ANSWERS.get(request.form.get("action", ""))

    def decide(session: Session) -> str:
        if agreed is None:
            raise Invalid(_("请选择同意或不同意。"))
        services.answer_by_link(session, token, agreed, form.note.data or "")
        return url_for("scouting.confirm_by_link", token=token)

    if form.validate():
        try:
            answer = perform(decide)
        except NotFound:
            return _gone()
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(_("已登记您的答复。"), "success")
            return _private(answer)
    form.refresh_key()
    return _private(_page(db.session.get_one(UnitConfirmation, confirmation_id), form), UNPROCESSABLE)


def _page(row: UnitConfirmation, form: AnswerForm) -> str:
    record = record_of(db.session, row)
    is_open = row.state == ConfirmationState.WAITING and record.state == "proposed"
    return render_template(
        "scouting/confirm_by_link.html",
        row=row,
        record=record,
        form=form,
        is_open=is_open,
        told=record_lines(record) if is_open else [],
        word=WORDS[kind_of(record)],
        scout=row.scout,
        until=until(row),
        state=CONFIRMATION.labels[row.state],
    )


def _private(page: Response | str, status: int = 200) -> Response:
    """Nothing behind a link stays in anybody's cache."""
    response = page if isinstance(page, Response) else make_response(page, status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _gone() -> Response:
    response = _private(render_template("scouting/link_gone.html"), 404)
    response.headers["X-Error-Code"] = "link_gone"
    return response
