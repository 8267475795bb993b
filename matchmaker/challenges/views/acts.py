"""A page for each plain step: what it means, what it needs, the reason, and the button."""

from __future__ import annotations

from functools import partial

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.forms import act_form
from matchmaker.challenges.models import Challenge
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.profiles import walks
from matchmaker.challenges.services.guards import checks
from matchmaker.challenges.services.plain_acts import PLAIN_ACTS, act
from matchmaker.challenges.services.step import require_city
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.errors import Conflict
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import replayed
from matchmaker.web.policy import needs, require


def step_page(action: str, challenge_id: int) -> Answer:
    """Show ``action``, or do it and come back to the working page."""
    step = CHALLENGE.transition(action)
    row, actor = load_challenge(challenge_id, step.permission), current_actor()
    if step.permission is Permission.DECIDE:
        require_city(row, actor)
    if (answered := replayed()) is not None:
        return answered
    form = act_form(step)(request.form, version=row.version)
    if request.method == "GET":
        return _page(row, form, action)

    def once(session: Session) -> str:
        given = request.form.get("reason", "")
        challenge = session.get_one(Challenge, challenge_id)
        act(session, challenge, action, reason=given, version=form.version.data, actor=actor)
        return url_for("challenges.case", challenge_id=challenge_id)

    return answer_form(
        form, once, lambda: _page(load_challenge(challenge_id, step.permission), form, action), _(step.done)
    )


def _page(row: Challenge, form: BaseForm, action: str) -> str:
    step = CHALLENGE.transition(action)
    if row.state not in step.sources or not walks(row.profile, action):
        raise Conflict(_("这道榜题现在不能做这一步，请查看最新情况。"))
    return render_template(
        "challenges/act.html",
        challenge=row,
        form=form,
        step=step,
        consequence=PLAIN_ACTS[action][1],
        checks=checks(db.session, row, action),
    )


for _action in PLAIN_ACTS:
    _policy = needs(CHALLENGE.transition(_action).permission, PERMISSIONS)
    blueprint.add_url_rule(
        f"/challenges/<id:challenge_id>/actions/{_action.replace('_', '-')}",
        endpoint=f"act_{_action}",
        view_func=require(GET=_policy, POST=_policy)(partial(step_page, _action)),
        methods=["GET", "POST"],
    )
