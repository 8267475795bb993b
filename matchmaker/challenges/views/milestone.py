"""攻关: a team's report on a milestone with its evidence, the review of it, and the money for what passed."""

from __future__ import annotations

from functools import partial

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.challenges.milestone_words import state_of, verdict_words
from matchmaker.challenges.models import REVIEW_WAY_LABELS, Bid, PledgeMilestone, ReviewWay, Verdict
from matchmaker.challenges.pledge_forms import EvidenceForm, PayForm, ReportForm, ReviewForm
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.pledges import evidence_of, reviews_of
from matchmaker.challenges.services import milestone as service
from matchmaker.challenges.services.step import decides
from matchmaker.challenges.views.bid_pages import (
    decided_bid,
    milestone_at,
    open_bid,
    pledge_href,
    signed_pledge,
    stored_file,
)
from matchmaker.challenges.views.blueprint import UNPROCESSABLE, blueprint
from matchmaker.challenges.views.sign_pledge import UPLOAD_MEGABYTES
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.money import exact_wan
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.blob_files import size_words
from matchmaker.web.extensions import db
from matchmaker.web.policy import body_limit, needs, require

READ = needs(Permission.PLEDGE_READ, PERMISSIONS)
REPORT = needs(Permission.BID_ANSWER, PERMISSIONS)
REVIEW = needs(Permission.BID_DECIDE, PERMISSIONS)
PAY = needs(Permission.PAY, PERMISSIONS)


@blueprint.get("/bids/<id:bid_id>/milestones/<int:position>")
@require(GET=READ)
def milestone(bid_id: int, position: int) -> str:
    """A milestone: what was asked, reported, found and paid."""
    return _page(bid_id, position)


@blueprint.post("/bids/<id:bid_id>/milestones/<int:position>")
@require(POST=REPORT)
def report_milestone(bid_id: int, position: int) -> Answer:
    """The team reports, or reports again after putting it right."""
    row_id, actor = _row(open_bid(bid_id, Permission.BID_ANSWER), position).id, current_actor()
    form = ReportForm(request.form)

    def save(session: Session) -> str:
        row = session.get_one(PledgeMilestone, row_id)
        service.report(session, row, form.report.data or "", actor=actor)
        return _here(bid_id, position)

    return answer_form(form, save, partial(_page, bid_id, position, form), _("已报告，科技局会组织考核。"))


@blueprint.post("/bids/<id:bid_id>/milestones/<int:position>/evidence")
@body_limit(UPLOAD_MEGABYTES)
@require(POST=REPORT)
def add_evidence(bid_id: int, position: int) -> Answer:
    """One more file that proves the report."""
    row_id, actor = _row(open_bid(bid_id, Permission.BID_ANSWER), position).id, current_actor()
    form = EvidenceForm(request.form)
    db.session.rollback()
    try:
        stored = stored_file()
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return _page(bid_id, position, evidence_form=form), UNPROCESSABLE

    def save(session: Session) -> str:
        service.add_evidence(session, session.get_one(PledgeMilestone, row_id), stored, actor=actor)
        return _here(bid_id, position)

    again = partial(_page, bid_id, position, None, form)
    return answer_form(form, save, again, _("已上传 %(name)s。", name=stored.file_name), extra=stored.sha256)


@blueprint.route("/bids/<id:bid_id>/milestones/<int:position>/review", methods=["GET", "POST"])
@require(GET=REVIEW, POST=REVIEW)
def review_milestone(bid_id: int, position: int) -> Answer:
    """Record how it was reviewed, by whom, and what was found."""
    bid, actor = decided_bid(bid_id, Permission.BID_DECIDE), current_actor()
    row = _row(bid, position)
    if request.method == "GET" and not service.is_reported(row):
        raise Conflict(_("团队还没有报告这个节点，或已有考核结论。"))
    form, row_id = ReviewForm(request.form, rectified=row.rectified), row.id
    page = partial(_form_page, "review_milestone", bid_id, position, form)
    if request.method == "GET":
        return page()

    def save(session: Session) -> str:
        service.review_milestone(session, session.get_one(PledgeMilestone, row_id), form.found(), actor=actor)
        return _here(bid_id, position)

    return answer_form(form, save, page, _("考核结论已记录并告知团队。"))


@blueprint.route("/bids/<id:bid_id>/milestones/<int:position>/payment", methods=["GET", "POST"])
@require(GET=PAY, POST=PAY)
def pay_milestone(bid_id: int, position: int) -> Answer:
    """Record what was paid for a milestone that passed."""
    bid, actor = decided_bid(bid_id, Permission.PAY), current_actor()
    row, payment = milestone_at(signed_pledge(bid), position)
    if request.method == "GET" and (row.verdict != Verdict.PASSED or payment is not None):
        raise Conflict(_("节点通过考核后才能付款，每个节点只登记一次。"))
    form, row_id = PayForm(request.form, data={"amount": exact_wan(row.amount), "paid_on": clock.today()}), row.id
    page = partial(_form_page, "pay_milestone", bid_id, position, form, Permission.PAY)
    if request.method == "GET":
        return page()

    def save(session: Session) -> str:
        service.pay(
            session,
            session.get_one(PledgeMilestone, row_id),
            amount=form.fen,
            paid_on=form.paid_on.data,
            voucher=form.voucher.data or "",
            actor=actor,
        )
        return pledge_href(bid_id)

    return answer_form(form, save, page, _("付款已记录。"))


def _row(bid: Bid, position: int) -> PledgeMilestone:
    return milestone_at(signed_pledge(bid), position)[0]


def _here(bid_id: int, position: int) -> str:
    return url_for("challenges.milestone", bid_id=bid_id, position=position)


def _page(bid_id: int, position: int, form: ReportForm | None = None, evidence_form: EvidenceForm | None = None) -> str:
    bid, actor = open_bid(bid_id, Permission.PLEDGE_READ), current_actor()
    pledge = signed_pledge(bid)
    row, payment = milestone_at(pledge, position)
    reports = PERMISSIONS.allows(actor, Permission.BID_ANSWER, bid) and service.may_report(bid, row)
    decider = decides(bid, actor)
    return render_template(
        "challenges/milestone.html",
        bid=bid,
        pledge=pledge,
        milestone=row,
        payment=payment,
        state=state_of(row),
        reviews=[
            (each, REVIEW_WAY_LABELS[ReviewWay(each.way)], verdict_words(each.verdict))
            for each in reviews_of(db.session, row)
        ],
        files=[
            {"name": each.file_name, "href": file_href(bid, each.id), "size": size_words(each.size)}
            for each in evidence_of(db.session, bid, row)
        ],
        form=(form or ReportForm(report=row.report)) if reports else None,
        evidence_form=(evidence_form or EvidenceForm()) if reports else None,
        may_review=decider and service.may_report(bid, row) and service.is_reported(row),
        may_pay=decider and row.verdict == Verdict.PASSED and payment is None,
    )


def _form_page(
    name: str, bid_id: int, position: int, form: ReviewForm | PayForm, permission: Permission = Permission.BID_DECIDE
) -> str:
    bid = open_bid(bid_id, permission)
    row = _row(bid, position)
    return render_template(f"challenges/{name}.html", bid=bid, milestone=row, form=form)


def file_href(bid: Bid, attachment_id: int) -> str:
    """The address of a file of the contract or its milestones."""
    return url_for("challenges.pledge_file", bid_id=bid.id, file_id=attachment_id)
