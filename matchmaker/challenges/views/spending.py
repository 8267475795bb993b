"""包干制: what a team declares to have spent, for the team to write, for officers and leaders to read."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Pledge, Spending
from matchmaker.challenges.pledge_forms import SpendingForm, WithdrawForm
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.pledges import spending_of
from matchmaker.challenges.services.spend import declare_spending, takes_declarations, withdraw_spending
from matchmaker.challenges.spending_rules import CATEGORIES
from matchmaker.challenges.views.bid_pages import open_bid, signed_pledge
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.core.errors import Conflict
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

WRITE = needs(Permission.BID_ANSWER, PERMISSIONS)


@blueprint.get("/bids/<id:bid_id>/spending")
@require(GET=needs(Permission.PLEDGE_READ, PERMISSIONS))
def spending(bid_id: int) -> str:
    """All declarations, and how much of the contract they make."""
    return _page(bid_id)


@blueprint.post("/bids/<id:bid_id>/spending")
@require(POST=WRITE)
def declare_spending_page(bid_id: int) -> Answer:
    """Declare one spending."""
    pledge_id, actor, form = _declaring(bid_id), current_actor(), SpendingForm(request.form)

    def save(session: Session) -> str:
        declare_spending(
            session,
            session.get_one(Pledge, pledge_id),
            category=form.category.data or "",
            amount=form.fen,
            spent_on=form.spent_on.data,
            note=form.note.data or "",
            actor=actor,
        )
        return _here(bid_id)

    return answer_form(form, save, lambda: _page(bid_id, form), _("已申报。"))


@blueprint.post("/bids/<id:bid_id>/spending/withdraw")
@require(POST=WRITE)
def withdraw_spending_page(bid_id: int) -> Answer:
    """Take a declaration back that was a mistake."""
    pledge_id, actor, form = _declaring(bid_id), current_actor(), WithdrawForm(request.form)

    def save(session: Session) -> str:
        row = session.get(Spending, form.spending_id.data)
        if row is None or row.pledge_id != pledge_id:
            raise Conflict(_("没有这笔申报。"))
        withdraw_spending(session, row, actor=actor)
        return _here(bid_id)

    return answer_form(form, save, lambda: _page(bid_id), _("已撤回，这笔不再计入。"))


def _declaring(bid_id: int) -> int:
    pledge = signed_pledge(open_bid(bid_id, Permission.BID_ANSWER))
    return pledge.id


def _here(bid_id: int) -> str:
    return f"/bids/{bid_id}/spending"


def _page(bid_id: int, form: SpendingForm | None = None) -> str:
    bid = open_bid(bid_id, Permission.PLEDGE_READ)
    pledge = signed_pledge(bid)
    if not pledge.lump_sum:
        raise Conflict(_("这份军令状没有实行包干制，不需要申报支出。"))
    rows = spending_of(db.session, pledge)
    total = sum(row.amount for row in rows if row.withdrawn_at is None)
    declares = PERMISSIONS.allows(current_actor(), Permission.BID_ANSWER, bid) and takes_declarations(bid, pledge)
    return render_template(
        "challenges/spending.html",
        bid=bid,
        pledge=pledge,
        rows=rows,
        categories=CATEGORIES,
        total=total,
        form=(form or SpendingForm()) if declares else None,
    )
