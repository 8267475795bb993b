"""撤榜, by the issuer: the reason, and after the publicity what the teams are offered."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.exit_forms import WithdrawalForm
from matchmaker.challenges.models import Challenge, Compensation
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.services.stop import COMPENSATED, Offer, withdraw_challenge
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core.errors import Conflict
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import replayed
from matchmaker.web.policy import needs, require

STOP, READ = needs(Permission.STOP, PERMISSIONS), needs(Permission.READ, PERMISSIONS)


@blueprint.route("/challenges/<id:challenge_id>/withdrawal", methods=["GET", "POST"])
@require(GET=STOP, POST=STOP)
def withdrawal(challenge_id: int) -> Answer:
    """What it means in words, then the reason."""
    row, actor = load_challenge(challenge_id, Permission.STOP), current_actor()
    if (answered := replayed()) is not None:
        return answered
    if row.state not in CHALLENGE.transition("withdraw").sources:
        raise Conflict(_("这道榜题现在不能撤榜，请查看最新情况。"))
    owes = row.state in COMPENSATED
    form = WithdrawalForm(request.form, owes=owes, version=row.version)
    if request.method == "GET":
        return render_template("challenges/withdrawal.html", challenge=row, form=form, owes=owes)

    def once(session: Session) -> str:
        offer = Offer(form.amount.data or 0, form.statement.data or "") if owes else None
        challenge, why = session.get_one(Challenge, challenge_id), form.reason.data or ""
        withdraw_challenge(session, challenge, reason=why, actor=actor, version=form.version.data, offer=offer)
        return url_for("challenges.case", challenge_id=challenge_id)

    def page() -> str:
        found = load_challenge(challenge_id, Permission.STOP)
        return render_template("challenges/withdrawal.html", challenge=found, form=form, owes=owes)

    return answer_form(form, once, page, _("已撤榜，并已告知相关单位。"))


@blueprint.get("/challenges/<id:challenge_id>/compensation")
@require(GET=READ)
def compensation(challenge_id: int) -> str:
    """What the issuer offered the teams when it withdrew after the publicity."""
    row = load_challenge(challenge_id, Permission.READ)
    stated = db.session.get(Compensation, challenge_id)
    return render_template("challenges/compensation.html", challenge=row, stated=stated)
