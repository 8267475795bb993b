"""A team that leaves or is out: its own view of how it fares, its statement, what it is owed."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.models import LEFT, Bid, BidState, BidStatement
from matchmaker.challenges.outcome_forms import SettlementForm, SettlementPaymentForm
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.outcomes import owed_to
from matchmaker.challenges.race_forms import AnswerForm, StatementForm
from matchmaker.challenges.race_words import BID_TONES
from matchmaker.challenges.services import settle_bid, statement
from matchmaker.challenges.services.step import decides
from matchmaker.challenges.views.blueprint import blueprint, load_bid
from matchmaker.challenges.views.race import one_team
from matchmaker.challenges.workflow import BID
from matchmaker.core import clock
from matchmaker.core.errors import Conflict
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

PAY, ANSWER = needs(Permission.PAY, PERMISSIONS), needs(Permission.BID_ANSWER, PERMISSIONS)
DECIDE = needs(Permission.BID_DECIDE, PERMISSIONS)
LEAVING = frozenset({BidState.PLACED, BidState.UNDERTAKING})


@blueprint.route("/bids/<id:bid_id>/settlement", methods=["GET", "POST"])
@require(GET=PAY, POST=PAY)
def settlement(bid_id: int) -> Answer:
    """What is agreed with a team that left, beyond what it was paid."""
    if request.method == "GET":
        return _settlement_page(bid_id, SettlementForm(agreed_on=clock.today()))
    load_bid(bid_id, Permission.PAY)
    form, actor = SettlementForm(request.form), current_actor()

    def change(session: Session) -> str:
        settle_bid.settle_bid(session, session.get_one(Bid, bid_id), **form.terms, actor=actor)
        return url_for("challenges.settlement", bid_id=bid_id)

    return answer_form(form, change, lambda: _settlement_page(bid_id, form), _("结算已记录，并告知团队。"))


@blueprint.post("/bids/<id:bid_id>/settlement/payment")
@require(POST=PAY)
def pay_settlement(bid_id: int) -> Answer:
    """What was agreed is paid."""
    load_bid(bid_id, Permission.PAY)
    form, actor = SettlementPaymentForm(request.form), current_actor()

    def change(session: Session) -> str:
        settle_bid.pay_settlement(session, session.get_one(Bid, bid_id), **form.terms, actor=actor)
        return url_for("challenges.settlement", bid_id=bid_id)

    return answer_form(form, change, lambda: _settlement_page(bid_id, None, form), _("付款已记录。"))


def _settlement_page(bid_id: int, form: SettlementForm | None, payment: SettlementPaymentForm | None = None) -> str:
    bid = load_bid(bid_id, Permission.PAY)
    team = one_team(bid)
    done = team.settlement
    owed = owed_to(db.session, bid_id)
    may_settle = done is None and bid.state in LEFT and not owed
    return render_template(
        "challenges/settlement.html",
        bid=bid,
        team=team,
        state=(BID.labels[bid.state], BID_TONES.get(bid.state, "neutral")),
        has_left=bid.state in LEFT,
        owed=owed,
        form=form if may_settle else None,
        payment=(payment or SettlementPaymentForm(paid_on=clock.today())) if done and not done.is_closed else None,
    )


@blueprint.route("/bids/<id:bid_id>/statement", methods=["GET", "POST"])
@require(GET=ANSWER, POST=ANSWER)
def make_statement(bid_id: int) -> Answer:
    """What a team has to say to being out."""
    if request.method == "GET":
        return _statement_page(bid_id, StatementForm())
    load_bid(bid_id, Permission.BID_ANSWER)
    form, actor = StatementForm(request.form), current_actor()

    def change(session: Session) -> str:
        statement.make_statement(session, session.get_one(Bid, bid_id), form.body.data or "", actor=actor)
        return url_for("challenges.team_progress", bid_id=bid_id)

    return answer_form(form, change, lambda: _statement_page(bid_id, form), _("陈述已提交，请等候答复。"))


def _statement_page(bid_id: int, form: StatementForm) -> str:
    bid = load_bid(bid_id, Permission.BID_ANSWER)
    if bid.state not in statement.HEARD:
        raise Conflict(_("被淘汰或未通过验收的团队才需要陈述。"))
    if db.session.get(BidStatement, bid_id) is not None:
        raise Conflict(_("本团队已经陈述，请等候答复。"))
    until = statement.due_at(db.session, bid)
    is_late = until <= clock.now()
    return render_template("challenges/statement.html", bid=bid, form=form, until=until, is_late=is_late)


@blueprint.route("/bids/<id:bid_id>/statement/answer", methods=["GET", "POST"])
@require(GET=DECIDE, POST=DECIDE)
def answer_statement(bid_id: int) -> Answer:
    """The answer to a team's statement, by who decided."""
    if request.method == "GET":
        return _answer_page(bid_id, AnswerForm())
    load_bid(bid_id, Permission.BID_DECIDE)
    form, actor = AnswerForm(request.form), current_actor()

    def change(session: Session) -> str:
        bid = session.get_one(Bid, bid_id)
        statement.answer_statement(session, bid, form.answer.data or "", actor=actor)
        return url_for("challenges.team_progress", bid_id=bid_id)

    return answer_form(form, change, lambda: _answer_page(bid_id, form), _("已答复，并告知团队。"))


def _answer_page(bid_id: int, form: AnswerForm) -> str:
    bid = load_bid(bid_id, Permission.BID_DECIDE)
    said = db.session.get(BidStatement, bid_id)
    if said is None:
        raise Conflict(_("这支团队没有提出陈述。"))
    waits = said.answered_at is None and decides(bid, current_actor())
    return render_template("challenges/statement_answer.html", bid=bid, said=said, form=form if waits else None)
