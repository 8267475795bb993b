"""What became of a signed deal: the three follow-ups and the form for each."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.core.money import exact_wan
from matchmaker.deals.models import Deal
from matchmaker.deals.policies import PERMISSIONS as DEALS
from matchmaker.deals.policies import Permission as DealPermission
from matchmaker.deals.views.blueprint import blueprint, load_deal
from matchmaker.deals.work.forms import FollowUpForm
from matchmaker.deals.work.models import OUTCOME_LABELS, DealFollowUp
from matchmaker.deals.work.policies import PERMISSIONS, Permission
from matchmaker.deals.work.queries import follow_ups_of
from matchmaker.deals.work.services.report_follow_up import Report, may_report, report_follow_up
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import replayed
from matchmaker.web.policy import needs, require

READ, REPORT = needs(DealPermission.READ, DEALS), needs(Permission.REPORT_FOLLOW_UP, PERMISSIONS)


@blueprint.get("/deals/<id:deal_id>/follow-ups")
@require(GET=READ)
def follow_ups(deal_id: int) -> str:
    """All three, reported or not."""
    row = load_deal(deal_id, DealPermission.READ)
    return render_template(
        "deals/follow_ups.html",
        deal=row,
        rows=[(each, may_report(each)) for each in follow_ups_of(db.session, deal_id)],
        outcomes=OUTCOME_LABELS,
        today=clock.today(),
        may_write=PERMISSIONS.allows(current_actor(), Permission.REPORT_FOLLOW_UP, row),
    )


@blueprint.route("/deals/<id:deal_id>/follow-ups/<id:follow_up_id>", methods=["GET", "POST"])
@require(GET=REPORT, POST=REPORT)
def follow_up(deal_id: int, follow_up_id: int) -> Answer:
    """Say what became of it, or correct what was said."""
    deal, actor = load_deal(deal_id, DealPermission.READ), current_actor()
    row = db.session.get(DealFollowUp, follow_up_id)
    if row is None or row.deal_id != deal_id:
        raise NotFound
    if request.method == "GET":
        return _page(deal, row, _filled(row))
    if (answer := replayed()) is not None:
        return answer
    form = FollowUpForm(request.form)

    def call(session: Session) -> str:
        report = Report(form.outcome.data, form.fen, form.note.data or "")
        found = session.get_one(DealFollowUp, follow_up_id)
        report_follow_up(session, found, report, actor=actor, version=form.version.data)
        return url_for("deals.follow_ups", deal_id=deal_id)

    return answer_form(
        form,
        call,
        lambda: _page(load_deal(deal_id, DealPermission.READ), db.session.get_one(DealFollowUp, follow_up_id), form),
        _("跟踪情况已记录。"),
    )


def _filled(row: DealFollowUp) -> FollowUpForm:
    revenue = "" if row.revenue is None else exact_wan(row.revenue)
    return FollowUpForm(outcome=row.outcome, revenue=revenue, note=row.note, version=row.version)


def _page(deal: Deal, row: DealFollowUp, form: FollowUpForm) -> str:
    if not may_report(row):
        raise Conflict(_("还没有到跟踪的时间。"))
    return render_template("deals/follow_up.html", deal=deal, row=row, form=form)
