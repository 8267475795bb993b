"""Public questions about a posted challenge, and the issuer's answers."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.board_forms import AnswerQuestionForm, AskForm
from matchmaker.challenges.models import Challenge, ChallengeQuestion
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import lock
from matchmaker.challenges.queries.public import get_posted, questions_of
from matchmaker.challenges.services import question as service
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.challenges.views.public import OPEN_STATES
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import replayed
from matchmaker.web.policy import needs, require

ASK, PREPARE = needs(Permission.ASK, PERMISSIONS), needs(Permission.PREPARE, PERMISSIONS)


@blueprint.route("/challenges/<id:challenge_id>/ask", methods=["GET", "POST"])
@require(GET=ASK, POST=ASK)
def ask(challenge_id: int) -> Answer:
    """A question that everybody will read; nobody will read who asked."""
    if (answered := replayed()) is not None:
        return answered
    row, actor = _posted(challenge_id), current_actor()
    if row.state not in OPEN_STATES:
        raise Conflict(_("揭榜截止后不再接受提问。"))
    form = AskForm(request.form)
    if request.method == "GET":
        return _ask_page(row, form)

    def once(session: Session) -> str:
        service.ask(session, session.get_one(Challenge, challenge_id), form.body.data or "", actor=actor)
        return url_for("challenges.challenge", challenge_id=challenge_id, _anchor="questions")

    return answer_form(form, once, lambda: _ask_page(row, form), _("问题已公开，发榜单位会收到提醒。"))


@blueprint.route("/challenges/<id:challenge_id>/questions/<id:question_id>", methods=["GET", "POST"])
@require(GET=PREPARE, POST=PREPARE)
def answer(challenge_id: int, question_id: int) -> Answer:
    """The answer to a question, once, for everybody to read."""
    row, actor = load_challenge(challenge_id, Permission.PREPARE), current_actor()
    if (answered := replayed()) is not None:
        return answered
    asked = _question(db.session, challenge_id, question_id)
    form = AnswerQuestionForm(request.form)
    if request.method == "GET":
        return _answer_page(row, asked, form)

    def once(session: Session) -> str:
        challenge = lock(session, challenge_id)  # of two who answer at once the second is told
        found = _question(session, challenge_id, question_id)
        service.answer(session, challenge, found, form.answer.data or "", actor=actor)
        return url_for("challenges.challenge", challenge_id=challenge_id, _anchor="questions")

    return answer_form(form, once, lambda: _answer_page(row, asked, form), _("答复已公开。"))


def _ask_page(row: Challenge, form: AskForm) -> str:
    return render_template("challenges/ask.html", challenge=row, form=form, questions=questions_of(db.session, row.id))


def _answer_page(row: Challenge, asked: ChallengeQuestion, form: AnswerQuestionForm) -> str:
    if asked.answered_at is not None:
        raise Conflict(_("这个问题已经有人答复了，答复公开后不能再改。"))
    return render_template("challenges/answer.html", challenge=row, question=asked, form=form)


def _posted(challenge_id: int) -> Challenge:
    found = get_posted(db.session, challenge_id)
    if found is None:
        raise NotFound
    return found.challenge


def _question(session: Session, challenge_id: int, question_id: int) -> ChallengeQuestion:
    row = session.get(ChallengeQuestion, question_id, populate_existing=True)
    if row is None or row.challenge_id != challenge_id:
        raise NotFound
    return row
