"""更正: the text of a posted challenge put right, seen beside the old one before it goes out."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.challenges.board_forms import CorrectForm
from matchmaker.challenges.models import Challenge
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.posted_text import differences
from matchmaker.challenges.services import post as service
from matchmaker.challenges.services.post import CORRECTABLE, text_of
from matchmaker.challenges.views.blueprint import UNPROCESSABLE, blueprint, load_challenge
from matchmaker.challenges.views.public import OPEN_STATES
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.web.actor import current_actor
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, require

CORRECT = needs(Permission.PRESCREEN, PERMISSIONS)
PREVIEW = "preview"


@blueprint.route("/challenges/<id:challenge_id>/correct", methods=["GET", "POST"])
@require(GET=CORRECT, POST=CORRECT)
def correct(challenge_id: int) -> Response | str | tuple[str, int]:
    """Write, look (``action=preview``), publish."""
    row, actor = load_challenge(challenge_id, Permission.PRESCREEN), current_actor()
    if (answered := replayed()) is not None:
        return answered
    if row.state not in OPEN_STATES:
        raise Conflict(_("只有张榜期间可以更正。"))
    if request.method == "GET":
        return _page(row, CorrectForm(obj=row))
    form = CorrectForm(request.form)
    if not form.validate():
        return _refused(challenge_id, form)
    if request.form.get("action") == PREVIEW:
        form.refresh_key()
        return _page(row, form, differences(text_of(row), {**text_of(row), **_typed(row, form)}))
    values, note, version = _typed(row, form), form.note.data or "", form.version.data

    def once(session: Session) -> str:
        service.correct(session, challenge_id, values, note=note, actor=actor, version=version)
        return url_for("challenges.versions", challenge_id=challenge_id)

    try:
        response = perform(once)
    except Invalid as error:
        form.take_errors(error)
        return _refused(challenge_id, form)
    flash(_("更正已公开，登记意向的人会收到提醒。"), "success")
    return response


def _typed(row: Challenge, form: CorrectForm) -> dict[str, str]:
    """The texts that differ from what is posted."""
    given = {name: form[name].data or "" for name in CORRECTABLE}
    return {name: text for name, text in given.items() if text != getattr(row, name).strip()}


def _refused(challenge_id: int, form: CorrectForm) -> tuple[str, int]:
    form.refresh_key()
    return _page(load_challenge(challenge_id, Permission.PRESCREEN), form), UNPROCESSABLE


def _page(row: Challenge, form: CorrectForm, changes: Any = None) -> str:
    return render_template("challenges/correct.html", challenge=row, form=form, changes=changes)
