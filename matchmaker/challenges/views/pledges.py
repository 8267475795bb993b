"""军令状 of a challenge: every team that got it, where its contract and its work stand, and the money."""

from __future__ import annotations

from flask import render_template
from flask_babel import gettext as _

from matchmaker.challenges.models import Bid, BidState, Pledge
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.pledges import contracts_of, money_of, rows_of
from matchmaker.challenges.views.blueprint import blueprint, load_challenge
from matchmaker.challenges.workflow import BID
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require


@blueprint.get("/challenges/<id:challenge_id>/pledges")
@require(GET=needs(Permission.READ, PERMISSIONS))
def pledges(challenge_id: int) -> str:
    """For issuer, officers and leaders."""
    challenge = load_challenge(challenge_id, Permission.READ)
    found = contracts_of(db.session, challenge)
    rows = rows_of(db.session, [pledge.id for _bid, pledge, _name in found if pledge])
    teams = [
        {
            "bid": bid,
            "name": name,
            "pledge": pledge,
            "state": _state(bid, pledge),
            "money": money_of(pledge, rows.get(pledge.id, [])) if pledge else None,
        }
        for bid, pledge, name in found
    ]
    return render_template("challenges/pledges.html", challenge=challenge, teams=teams)


def _state(bid: Bid, pledge: Pledge | None) -> str:
    if pledge is None:
        return str(_("待拟定军令状"))
    if pledge.signed_on is None and bid.state == BidState.PLACED:
        return str(_("军令状待确认或签订"))
    return str(_(BID.labels[bid.state]))
