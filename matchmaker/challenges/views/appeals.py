"""申诉: raising, following, taking back, and the city's finding."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.challenges.exit_forms import AppealForm, FindingForm
from matchmaker.challenges.models import Appeal, AppealState, Bid, Challenge
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.appeals import appeals as appeals_of
from matchmaker.challenges.services.appeal import against, find, last_moment, raise_appeal, withdraw_appeal
from matchmaker.challenges.views.blueprint import blueprint, load_bid, load_challenge
from matchmaker.challenges.workflow import APPEAL, BID, CHALLENGE
from matchmaker.core import clock
from matchmaker.core.errors import Conflict
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

RAISE, READ, FIND = (
    needs(each, PERMISSIONS) for each in (Permission.APPEAL, Permission.READ_APPEAL, Permission.FIND_ON_APPEAL)
)
PER_PAGE = 25
TONES = {
    AppealState.RAISED: "progress",
    AppealState.UPHELD: "good",
    AppealState.DISMISSED: "bad",
    AppealState.WITHDRAWN: "neutral",
}


@blueprint.app_template_global()
def appeal_words(row: Appeal) -> dict[str, object]:
    """State with its tone, and the decision appealed against, in words."""
    workflow = BID if row.bid_id else CHALLENGE
    return {
        "state": (_(APPEAL.labels[row.state]), TONES[AppealState(row.state)]),
        "decision": _(workflow.transition(row.decision).label),
    }


@blueprint.get("/appeals")
@require(GET=READ)
def appeals() -> str:
    """One's own, or those of the city; open ones first."""
    page = paginate(db.session, appeals_of(current_actor()), number=requested_page(), size=PER_PAGE)
    return render_template("challenges/appeals.html", page=page)


@blueprint.get("/appeals/<id:appeal_id>")
@require(GET=READ)
def appeal(appeal_id: int) -> str:
    """One appeal: its reasons, and the finding once there is one."""
    row, actor = load(Appeal, appeal_id, Permission.READ_APPEAL, PERMISSIONS), current_actor()
    return render_template("challenges/appeal.html", appeal=row, steps=APPEAL.available(actor, row))


@blueprint.route("/challenges/<id:challenge_id>/appeal", methods=["GET", "POST"])
@require(GET=RAISE, POST=RAISE)
def appeal_challenge(challenge_id: int) -> Answer:
    """The issuer against a veto or a termination."""
    return _raise(load_challenge(challenge_id, Permission.APPEAL))


@blueprint.route("/bids/<id:bid_id>/appeal", methods=["GET", "POST"])
@require(GET=RAISE, POST=RAISE)
def appeal_bid(bid_id: int) -> Answer:
    """A team against what was decided on its bid."""
    return _raise(load_bid(bid_id, Permission.APPEAL))


def _raise(subject: Challenge | Bid) -> Answer:
    if (answered := replayed()) is not None:
        return answered
    decision, actor, key, is_bid = against(subject), current_actor(), subject.id, isinstance(subject, Bid)
    if not decision:
        raise Conflict(_("现在没有可以申诉的决定。"))
    shown = {
        "title": subject.challenge.title if isinstance(subject, Bid) else subject.title,
        "decision": (BID if isinstance(subject, Bid) else CHALLENGE).transition(decision).label,
        "why": subject.state_reason,
        "until": clock.china_date(last_moment(db.session, subject) - timedelta(seconds=1)),
    }
    form = AppealForm(request.form)
    if request.method == "GET":
        return render_template("challenges/appeal_form.html", form=form, **shown)

    def once(session: Session) -> str:
        about = session.get_one(Bid, key) if is_bid else session.get_one(Challenge, key)
        row = raise_appeal(session, about, form.reason.data or "", actor=actor)
        return url_for("challenges.appeal", appeal_id=row.id)

    def page() -> str:
        return render_template("challenges/appeal_form.html", form=form, **shown)

    return answer_form(form, once, page, _("申诉已提交，市科技局处理后告知结果。"))


@blueprint.route("/appeals/<id:appeal_id>/<any(uphold,dismiss):outcome>", methods=["GET", "POST"])
@require(GET=FIND, POST=FIND)
def find_on_appeal(appeal_id: int, outcome: str) -> Answer:
    """The city's finding, and what follows from it."""
    row, actor = load(Appeal, appeal_id, Permission.FIND_ON_APPEAL, PERMISSIONS), current_actor()
    if (answered := replayed()) is not None:
        return answered
    form, step = FindingForm(request.form, version=row.version), APPEAL.transition(outcome)
    if request.method == "GET":
        return render_template("challenges/appeal_finding.html", appeal=row, form=form, step=step)

    def once(session: Session) -> str:
        said = {"finding": form.finding.data or "", "consequences": form.consequences.data or ""}
        find(session, session.get_one(Appeal, appeal_id), outcome, **said, actor=actor, version=form.version.data)
        return url_for("challenges.appeal", appeal_id=appeal_id)

    def page() -> str:
        found = db.session.get_one(Appeal, appeal_id)
        return render_template("challenges/appeal_finding.html", appeal=found, form=form, step=step)

    return answer_form(form, once, page, _(step.done))


@blueprint.post("/appeals/<id:appeal_id>/withdraw")
@require(POST=RAISE)
def take_back_appeal(appeal_id: int) -> Response:
    """Whoever appealed takes it back."""
    if (answered := replayed()) is not None:
        return answered
    load(Appeal, appeal_id, Permission.APPEAL, PERMISSIONS)
    actor, version = current_actor(), BaseForm(request.form).version.data

    def once(session: Session) -> str:
        withdraw_appeal(session, session.get_one(Appeal, appeal_id), actor=actor, version=version)
        return url_for("challenges.appeal", appeal_id=appeal_id)

    response = perform(once)
    flash(_("申诉已撤回。"), "success")
    return response
