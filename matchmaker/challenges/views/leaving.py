"""How a team's way ends early: it gives up, or its work is stopped."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.forms import ReasonedActForm
from matchmaker.challenges.models import Bid
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.services.pledge import give_up, stop_bid
from matchmaker.challenges.views.bid_pages import decided_bid, open_bid, pledge_href
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.challenges.workflow import BID
from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.policy import needs, require

LEAVE, STOP = needs(Permission.BID_ANSWER, PERMISSIONS), needs(Permission.BID_DECIDE, PERMISSIONS)
WORDS = {
    "give_up": (
        N_("退出攻关"),
        N_("团队退出这道榜题，不能恢复。已通过节点的付款保留，未通过的不再拨付；理由会告知发榜单位和科技局。"),
    ),
    "stop": (
        N_("提前终止攻关"),
        N_("终止这支团队的攻关，不能恢复。已付的款项不追回，其余不再拨付；理由会告知团队。"),
    ),
}


@blueprint.route("/bids/<id:bid_id>/give-up", methods=["GET", "POST"])
@require(GET=LEAVE, POST=LEAVE)
def give_up_page(bid_id: int) -> Answer:
    """The team leaves, with a reason."""
    return _leave("give_up", open_bid(bid_id, Permission.BID_ANSWER), give_up)


@blueprint.route("/bids/<id:bid_id>/stop", methods=["GET", "POST"])
@require(GET=STOP, POST=STOP)
def stop_bid_page(bid_id: int) -> Answer:
    """The work is stopped early, with a reason."""
    return _leave("stop", decided_bid(bid_id, Permission.BID_DECIDE), stop_bid)


def _leave(action: str, bid: Bid, service: Callable[..., None]) -> Answer:
    bid_id, actor, form = bid.id, current_actor(), ReasonedActForm(request.form)
    if request.method == "GET":
        if bid.state not in BID.transition(action).sources:
            raise Conflict(_("这支团队现在不能做这一步。"))
        return _page(action, bid_id, form)

    def leave(session: Session) -> str:
        service(session, session.get_one(Bid, bid_id), reason=form.reason.data or "", actor=actor)
        return pledge_href(bid_id)

    return answer_form(form, leave, partial(_page, action, bid_id, form), _(BID.transition(action).done))


def _page(action: str, bid_id: int, form: ReasonedActForm) -> str:
    bid = open_bid(bid_id, BID.transition(action).permission)
    title, consequence = WORDS[action]
    return render_template("challenges/leave.html", bid=bid, form=form, title=_(title), consequence=_(consequence))
