"""延期: one officer proposes a later deadline, another confirms it."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.accounts.models import User
from matchmaker.challenges.board_forms import ExtensionForm, as_meant
from matchmaker.challenges.models import Challenge, DeadlineExtension
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.public import extensions_of
from matchmaker.challenges.services.extend_deadline import confirm_extension, propose_extension
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.challenges.views.public import OPEN_STATES
from matchmaker.core.errors import Conflict
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, require

EXTEND = needs(Permission.PRESCREEN, PERMISSIONS)


@blueprint.route("/challenges/<id:challenge_id>/extension", methods=["GET", "POST"])
@require(GET=EXTEND, POST=EXTEND)
def extension(challenge_id: int) -> Answer:
    """A proposal, or the one that waits for a second person."""
    row, actor = load_challenge(challenge_id, Permission.PRESCREEN), current_actor()
    if (answered := replayed()) is not None:
        return answered
    if row.state not in OPEN_STATES:
        raise Conflict(_("只有截止以前可以延期。"))
    if request.method == "GET":
        return _page(row, ExtensionForm())
    form = ExtensionForm(request.form)

    def once(session: Session) -> str:
        until, why = as_meant(form.extended_to), form.reason.data or ""
        propose_extension(session, challenge_id, until, reason=why, actor=actor)
        return url_for("challenges.extension", challenge_id=challenge_id)

    return answer_form(
        form,
        once,
        lambda: _page(load_challenge(challenge_id, Permission.PRESCREEN), form),
        _("已提出延期，请另一名联络员确认；确认前截止时间不变。"),
    )


@blueprint.post("/challenges/<id:challenge_id>/extension/confirm")
@require(POST=EXTEND)
def confirm_deadline(challenge_id: int) -> Response:
    """The second person agrees; the deadline moves and everybody reads of it."""
    load_challenge(challenge_id, Permission.PRESCREEN)
    if (answered := replayed()) is not None:
        return answered
    actor, given = current_actor(), request.form.get("extension", "")

    def once(session: Session) -> str:
        known = {str(each.id): each for each in extensions_of(session, challenge_id)}
        if given not in known:
            raise Conflict
        confirm_extension(session, known[given], actor=actor)
        return url_for("challenges.versions", challenge_id=challenge_id)

    response = perform(once)
    flash(_("截止时间已延后，并已公开。"), "success")
    return response


def _page(row: Challenge, form: ExtensionForm) -> str:
    waiting = _waiting(row)
    proposer = db.session.get(User, waiting.proposed_by) if waiting else None
    return render_template(
        "challenges/extension.html",
        challenge=row,
        form=form,
        waiting=waiting,
        proposer=proposer.name if proposer else "",
        is_own=waiting is not None and waiting.proposed_by == current_actor().user_id,
    )


def _waiting(row: Challenge) -> DeadlineExtension | None:
    """The latest proposal that still speaks of the present deadline."""
    found = (each for each in extensions_of(db.session, row.id) if each.confirmed_by is None)
    return next((each for each in found if each.closes_at == row.closes_at), None)
