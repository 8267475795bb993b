"""启封: the named officers release it here; the words themselves are typed on the operator's host."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.challenges.models import BEFORE_POSTING, Challenge, ChallengeState
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.openings import holders_of, opening_of
from matchmaker.challenges.services.open_bids import authorize_opening
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.core.errors import NotFound
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, require

RELEASE = needs(Permission.AUTHORIZE_OPENING, PERMISSIONS)
OFFICERS = 2


@blueprint.route("/challenges/<id:challenge_id>/opening", methods=["GET", "POST"])
@require(GET=RELEASE, POST=RELEASE)
def opening(challenge_id: int) -> str | Response:
    """For the named officers: who has released, and what is left to do."""
    actor = current_actor()
    challenge = load_challenge(challenge_id, Permission.AUTHORIZE_OPENING)
    if challenge.state in BEFORE_POSTING or actor.user_id not in {each.user_id for each in challenge.holders}:
        raise NotFound
    if request.method == "GET":
        return _page(challenge)
    if (answered := replayed()) is not None:
        return answered

    def release(session: Session) -> str:
        authorize_opening(session, challenge_id, actor=actor)
        return url_for("challenges.opening", challenge_id=challenge_id)

    response = perform(release)
    flash(_("已授权启封。"), "success")
    return response


def _page(challenge: Challenge) -> str:
    holders = holders_of(db.session, challenge.id)
    released = [each for each in holders if each.released_at is not None]
    named = "".join(f" --officer {each.login}" for each in released[:OFFICERS])
    return render_template(
        "challenges/opening.html",
        challenge=challenge,
        form=BaseForm(),
        holders=holders,
        is_sealed=challenge.state == ChallengeState.SEALED,
        is_opened=opening_of(db.session, challenge) is not None,
        may_release=current_actor().user_id not in {each.user_id for each in released},
        command=f"matchmaker challenge open {challenge.id}{named}" if len(released) >= OFFICERS else "",
    )
