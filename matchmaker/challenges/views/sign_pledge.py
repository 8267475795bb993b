"""Confirming a contract for one's party, and taking the stamped scan in."""

from __future__ import annotations

from functools import partial
from typing import cast

from flask import current_app, flash, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.e_seal import Sealed, SealService, StampedScan
from matchmaker.challenges.models import Bid, Pledge
from matchmaker.challenges.pledge_forms import ConfirmForm, SignForm
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.pledges import pledge_of, versions_of
from matchmaker.challenges.services.sign_pledge import confirm_pledge, sign_pledge
from matchmaker.challenges.views.bid_pages import (
    decided_bid,
    open_bid,
    pledge_href,
    signed_pledge,
    stored_file,
)
from matchmaker.challenges.views.blueprint import UNPROCESSABLE, blueprint
from matchmaker.challenges.views.pledge import pledge
from matchmaker.core.blobs import LARGEST
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.policy import body_limit, needs, require

SIGN = needs(Permission.BID_DECIDE, PERMISSIONS)
SEAL_SERVICE = "matchmaker_seal_service"
UPLOAD_MEGABYTES = LARGEST // 1024 // 1024 + 1


@blueprint.post("/bids/<id:bid_id>/pledge/confirm")
@require(POST=needs(Permission.PLEDGE_CONFIRM, PERMISSIONS))
def confirm_pledge_page(bid_id: int) -> Answer:
    """Agree for one's party to the text that one has read."""
    bid, actor, form = open_bid(bid_id, Permission.PLEDGE_CONFIRM), current_actor(), ConfirmForm(request.form)
    signed_pledge(bid)

    def confirm(session: Session) -> str:
        confirm_pledge(session, _pledge(session, bid_id), text_hash=form.text_hash.data or "", actor=actor)
        return pledge_href(bid_id)

    return answer_form(form, confirm, partial(pledge, bid_id), _("已确认，确认的时间和文本校验值已留痕。"))


@blueprint.route("/bids/<id:bid_id>/pledge/sign", methods=["GET", "POST"])
@body_limit(UPLOAD_MEGABYTES)
@require(GET=SIGN, POST=SIGN)
def sign_pledge_page(bid_id: int) -> Answer:
    """Take the stamped scan in; from then on it counts as signed."""
    bid, actor = decided_bid(bid_id, Permission.BID_DECIDE), current_actor()
    row = signed_pledge(bid)
    form = SignForm(request.form)
    page = partial(_page, bid_id, form)
    if request.method == "GET":
        if row.signed_on is not None:
            flash(_("军令状已经签订。"), "info")
            return redirect(pledge_href(bid_id))
        return page()
    if not form.validate():
        form.refresh_key()
        return page(), UNPROCESSABLE
    parties = tuple(each["name"] for each in versions_of(db.session, row)[0].content["parties"])
    text_hash = row.text_hash
    db.session.rollback()
    try:
        proof = seal_service().accept(text_hash, parties, Sealed(form.signed_on.data, stored_file()))
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return page(), UNPROCESSABLE

    def sign(session: Session) -> str:
        sign_pledge(session, _pledge(session, bid_id), proof, actor=actor)
        return pledge_href(bid_id)

    return answer_form(form, sign, page, _("已登记签订，团队可以开始攻关。"), extra=proof.file.sha256)


def _pledge(session: Session, bid_id: int) -> Pledge:
    found = pledge_of(session, session.get_one(Bid, bid_id))
    if found is None:
        raise Conflict
    return found


def seal_service() -> SealService:
    """What judges sealed files here: the application's own adapter, or the stamped scan."""
    return cast("SealService", current_app.extensions.get(SEAL_SERVICE) or StampedScan())


def _page(bid_id: int, form: SignForm) -> str:
    bid = open_bid(bid_id, Permission.BID_DECIDE)
    return render_template("challenges/sign_pledge.html", bid=bid, pledge=signed_pledge(bid), form=form)
