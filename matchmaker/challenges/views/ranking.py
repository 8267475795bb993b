"""Putting the sheets together, and what came of them."""

from __future__ import annotations

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges import keys as house_keys
from matchmaker.challenges.models import Challenge
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.judging import opened_sheets, teams_of
from matchmaker.challenges.ranking import RULE, standings
from matchmaker.challenges.services.guards import checks
from matchmaker.challenges.services.score import rank
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import replayed
from matchmaker.web.policy import needs, require

SETTINGS_KEY = "matchmaker_settings"
CONSEQUENCE = N_("读出全部评分表，按加权平均分排出名次；之后评分不能再改。团队数不多于立项数时照样评审。")
RANK = CHALLENGE.transition("rank")
PRESCREEN = needs(Permission.PRESCREEN, PERMISSIONS)


@blueprint.route("/challenges/<id:challenge_id>/actions/rank", methods=["GET", "POST"])
@require(GET=PRESCREEN, POST=PRESCREEN)
def act_rank(challenge_id: int) -> Answer:
    """All sheets are in: read them and rank the bids."""
    row, actor = load_challenge(challenge_id, Permission.PRESCREEN), current_actor()
    if (answered := replayed()) is not None:
        return answered
    form = BaseForm(request.form, version=row.version)
    if request.method == "GET":
        return _act_page(row, form)
    keys = house_keys.load(current_app.extensions[SETTINGS_KEY].key_dir)

    def once(session: Session) -> str:
        challenge = session.get_one(Challenge, challenge_id)
        check_version(challenge, form.version.data)
        rank(session, challenge, keys=keys, actor=actor)
        return url_for("challenges.ranking", challenge_id=challenge_id)

    return answer_form(
        form, once, lambda: _act_page(load_challenge(challenge_id, Permission.PRESCREEN), form), _(RANK.done)
    )


@blueprint.get("/challenges/<id:challenge_id>/ranking")
@require(GET=needs(Permission.READ_SCORES, PERMISSIONS))
def ranking(challenge_id: int) -> str:
    """Totals, the spread on each line, the reviewers' words by number, and how ties were resolved."""
    row = load_challenge(challenge_id, Permission.READ_SCORES)
    teams = teams_of(db.session, row)
    ranked = standings([each.bid for each in teams], opened_sheets(db.session, row), row.criteria)
    return render_template(
        "challenges/ranking.html",
        challenge=row,
        standings=ranked,
        names={each.bid.id: each.organization for each in teams},
        rule=RULE,
    )


def _act_page(row: Challenge, form: BaseForm) -> str:
    if row.state not in RANK.sources:
        raise Conflict(_("这道榜题现在不能做这一步，请查看最新情况。"))
    missing = checks(db.session, row, RANK.action)
    return render_template(
        "challenges/act.html", challenge=row, form=form, step=RANK, consequence=CONSEQUENCE, checks=missing
    )
