"""军令状: read by its parties, officers and leaders; drawn and revised by who decides."""

from __future__ import annotations

from functools import partial

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.milestone_words import state_of
from matchmaker.challenges.models import PARTY_LABELS, Bid, BidState, ChallengeState, Party, PledgeVersion
from matchmaker.challenges.pledge_content import parties_of
from matchmaker.challenges.pledge_defaults import as_form, prefill
from matchmaker.challenges.pledge_forms import ConfirmForm, PledgeForm
from matchmaker.challenges.pledge_paper import paper_of
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.pledges import (
    confirmers_of,
    milestones_of,
    money_of,
    pledge_of,
    versions_of,
)
from matchmaker.challenges.services.pledge import draw_pledge, revise_pledge
from matchmaker.challenges.services.sign_pledge import voices_of
from matchmaker.challenges.services.spend import takes_declarations
from matchmaker.challenges.services.step import decides
from matchmaker.challenges.views.bid_pages import decided_bid, open_bid
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.challenges.workflow import BID
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import handle_rows
from matchmaker.web.policy import needs, require

READ = needs(Permission.PLEDGE_READ, PERMISSIONS)
DRAW = needs(Permission.BID_DECIDE, PERMISSIONS)


@blueprint.get("/bids/<id:bid_id>/pledge")
@require(GET=READ)
def pledge(bid_id: int) -> str:
    """The contract, where it stands, and what one may do about it."""
    bid, actor = open_bid(bid_id, Permission.PLEDGE_READ), current_actor()
    row = pledge_of(db.session, bid)
    oversees = PERMISSIONS.allows(actor, Permission.READ, bid.challenge)
    common = {"bid": bid, "state": _(BID.labels[bid.state]), "may_draw": may_draw(bid), "oversees": oversees}
    if row is None:
        return render_template("challenges/no_pledge.html", **common)
    versions, rows = versions_of(db.session, row), milestones_of(db.session, row)
    given = confirmers_of(db.session, row)
    unspoken = [party for party in voices_of(actor, bid) if party not in given]
    is_open = bid.state == BidState.PLACED and bid.challenge.state == ChallengeState.SIGNING
    return render_template(
        "challenges/pledge.html",
        **common,
        pledge=row,
        versions=versions,
        paper=paper_of(versions[0].content, versions[0].content_hash),
        milestones=rows,
        money=money_of(row, rows),
        state_of=state_of,
        parties=[(PARTY_LABELS[party], given.get(party)) for party in parties_of(bid.challenge.profile)],
        form=ConfirmForm(text_hash=row.text_hash) if unspoken and is_open else None,
        speaks_for=[_(PARTY_LABELS[party]) for party in unspoken],
        may_sign=is_open and decides(bid, actor) and len(given) == len(parties_of(bid.challenge.profile)),
        is_team=Party.TEAM in voices_of(actor, bid),
        decides=decides(bid, actor),
        declares=takes_declarations(bid, row),
    )


@blueprint.get("/bids/<id:bid_id>/pledge/versions/<int:revision>")
@require(GET=READ)
def pledge_version(bid_id: int, revision: int) -> str:
    """The text as it stood in one version."""
    bid = open_bid(bid_id, Permission.PLEDGE_READ)
    row = pledge_of(db.session, bid)
    found = db.session.get(PledgeVersion, (row.id, revision)) if row else None
    if row is None or found is None:
        raise NotFound
    paper = paper_of(found.content, found.content_hash)
    return render_template("challenges/pledge_version.html", bid=bid, pledge=row, version=found, paper=paper)


@blueprint.route("/bids/<id:bid_id>/pledge/draw", methods=["GET", "POST"])
@require(GET=DRAW, POST=DRAW)
def draw_pledge_page(bid_id: int) -> Answer:
    """Write the contract, or change it while nobody has signed it."""
    bid, actor = decided_bid(bid_id, Permission.BID_DECIDE), current_actor()
    if not may_draw(bid):
        raise Conflict(_("公示结束、没有未处理的异议，签订之前才能拟定或修改军令状。"))
    row = pledge_of(db.session, bid)
    if request.method == "GET":
        known = as_form(row) if row else prefill(bid, clock.today())
        return _form_page(bid_id, PledgeForm(data=known))
    form = PledgeForm(request.form)
    if row is None:
        del form.note
    if handle_rows(form):
        return _form_page(bid_id, form)

    def save(session: Session) -> str:
        terms, held = form.terms(), session.get_one(Bid, bid_id)
        drawn = pledge_of(session, held)
        if drawn is None:
            draw_pledge(session, held, terms, actor=actor)
        elif "note" not in form or form.version.data is None:
            raise Conflict(_("这支团队的军令状刚刚已由他人拟好，请打开查看。"))
        else:
            note = form.note.data or ""
            revise_pledge(session, drawn, terms, note=note, actor=actor, version=form.version.data)
        return url_for("challenges.pledge", bid_id=bid_id)

    done = _("已保存。各方会收到通知，请他们核对并确认。")
    return answer_form(form, save, partial(_form_page, bid_id, form), done)


def may_draw(bid: Bid) -> bool:
    """Whether the present actor may write or change the contract now."""
    signing = bid.challenge.state == ChallengeState.SIGNING and bid.state == BidState.PLACED
    return signing and decides(bid, current_actor())


def _form_page(bid_id: int, form: PledgeForm) -> str:
    bid = open_bid(bid_id, Permission.BID_DECIDE)
    row = pledge_of(db.session, bid)
    if row is None and "note" in form:
        del form.note
    has_bureau = Party.BUREAU in parties_of(bid.challenge.profile)
    return render_template("challenges/draw_pledge.html", bid=bid, pledge=row, form=form, has_bureau=has_bureau)
