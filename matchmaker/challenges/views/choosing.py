"""The choice of an issuer who alone pays: among the qualified, with a reason."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.judging_forms import ChoiceForm, choice_form
from matchmaker.challenges.models import BidState, Challenge
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.profiles import walks
from matchmaker.challenges.queries.judging import TeamRow, teams_of
from matchmaker.challenges.services.guards import checks
from matchmaker.challenges.services.place import choose as choose_teams
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.errors import Conflict
from matchmaker.core.workflow import check_version
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import replayed
from matchmaker.web.policy import needs, require

CHOOSE = needs(Permission.CHOOSE, PERMISSIONS)
STEP = CHALLENGE.transition("choose")


@blueprint.route("/challenges/<id:challenge_id>/choice", methods=["GET", "POST"])
@require(GET=CHOOSE, POST=CHOOSE)
def choose(challenge_id: int) -> Answer:
    """Compare what was bid and choose."""
    row, actor = load_challenge(challenge_id, Permission.CHOOSE), current_actor()
    if (answered := replayed()) is not None:
        return answered
    if row.state not in STEP.sources or not walks(row.profile, STEP.action):
        raise Conflict(_("这道榜题现在不能选定揭榜方，请查看最新情况。"))
    teams = teams_of(db.session, row, [BidState.QUALIFIED], with_milestones=True)
    form = choice_form(teams, several=row.places > 1)(request.form, version=row.version)
    if request.method == "GET":
        return _page(row, teams, form)

    def once(session: Session) -> str:
        challenge = session.get_one(Challenge, challenge_id)
        check_version(challenge, form.version.data)
        given = form.chosen.data
        chosen = [int(each) for each in (given if isinstance(given, list) else [given])]
        choose_teams(session, challenge, chosen, reason=form.reason.data or "", actor=actor)
        return url_for("challenges.case", challenge_id=challenge_id)

    return answer_form(
        form, once, lambda: _page(load_challenge(challenge_id, Permission.CHOOSE), teams, form), _(STEP.done)
    )


def _page(challenge: Challenge, teams: list[TeamRow], form: ChoiceForm) -> str:
    return render_template(
        "challenges/choose.html",
        challenge=challenge,
        teams=teams,
        form=form,
        checks=checks(db.session, challenge, STEP.action),
    )
