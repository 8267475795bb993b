"""验收: every team's field test and conclusion, and what follows — contracts and follow-ups."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import current_app, render_template, request, send_file, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog.models import Attachment
from matchmaker.challenges.models import USAGE_LABELS, Bid, BidState, ChallengeState, FieldTest
from matchmaker.challenges.outcome_forms import (
    RACE_OUTCOMES,
    SINGLE_OUTCOMES,
    ConclusionForm,
    FieldTestForm,
    ReportForm,
)
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.outcomes import REPORT, follow_ups_of, reports_of
from matchmaker.challenges.queries.teams import teams_of
from matchmaker.challenges.race_words import BID_TONES
from matchmaker.challenges.services.conclude import conclude_bid
from matchmaker.challenges.services.field_test import attach_report, record_field_test
from matchmaker.challenges.services.hand_over import ORIGIN
from matchmaker.challenges.services.step import decides
from matchmaker.challenges.views.blueprint import UNPROCESSABLE, blueprint, load_bid, load_challenge
from matchmaker.challenges.views.race import one_team
from matchmaker.challenges.workflow import BID, CHALLENGE
from matchmaker.core import blobs
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.deals.contracts.policies import PERMISSIONS as CONTRACTS
from matchmaker.deals.contracts.policies import Permission as ContractPermission
from matchmaker.deals.contracts.queries import contracts_of_origin
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import choices
from matchmaker.web.policy import body_limit, needs, require

READ, BID_READ = needs(Permission.READ, PERMISSIONS), needs(Permission.BID_READ, PERMISSIONS)
DECIDE = needs(Permission.BID_DECIDE, PERMISSIONS)
REPORT_MEGABYTES = 21
NEW = 0  # no row has this version: a first save is stale when somebody else was first
AFTER_WORK = frozenset({ChallengeState.ACCEPTING, ChallengeState.CONCLUDED, ChallengeState.SETTLED})


@blueprint.get("/challenges/<id:challenge_id>/acceptance")
@require(GET=READ)
def acceptance(challenge_id: int) -> str:
    """Every team's test, conclusion and contract, and what became of the result."""
    row, actor = load_challenge(challenge_id, Permission.READ), current_actor()
    teams = teams_of(db.session, row)
    settled = row.state == ChallengeState.SETTLED
    contracts = contracts_of_origin(db.session, ORIGIN, row.id) if settled else []
    return render_template(
        "challenges/acceptance.html",
        challenge=row,
        state=CHALLENGE.labels[row.state],
        teams=teams,
        indicators=row.indicators,
        bid_states=BID.labels,
        tones=BID_TONES,
        acts=row.state == ChallengeState.ACCEPTING and any(decides_here(each.bid) for each in teams),
        officer=PERMISSIONS.allows(actor, Permission.PRESCREEN, row),
        contracts=[each for each in contracts if CONTRACTS.allows(actor, ContractPermission.READ, each)],
        follow_ups=follow_ups_of(db.session, row.id) if settled else [],
        usages={usage.value: _(label) for usage, label in USAGE_LABELS.items()},
        nobody_won=row.state in {ChallengeState.CONCLUDED, ChallengeState.SETTLED}
        and not any(each.bid.state == BidState.PASSED for each in teams),
    )


@blueprint.route("/bids/<id:bid_id>/field-test", methods=["GET", "POST"])
@require(GET=DECIDE, POST=DECIDE)
def field_test(bid_id: int) -> Answer:
    """The protocol of one team's field test."""
    bid = load_bid(bid_id, Permission.BID_DECIDE)
    if request.method == "GET":
        return _test_page(bid_id, _test_form(bid, db.session.get(FieldTest, bid_id)))
    form, actor = FieldTestForm(request.form), current_actor()
    indicators = [each.id for each in bid.challenge.indicators]

    def change(session: Session) -> str:
        loaded = session.get_one(Bid, bid_id)
        record_field_test(session, loaded, form.record(indicators), actor=actor, version=form.version.data or NEW)
        return url_for("challenges.field_test", bid_id=bid_id)

    return answer_form(form, change, lambda: _test_page(bid_id, form), _("测试记录已保存。"))


def _test_form(bid: Bid, test: FieldTest | None) -> FieldTestForm:
    indicators = bid.challenge.indicators
    if test is None:
        return FieldTestForm(data={"findings": [{} for _each in indicators]})
    found = {each.indicator_id: each for each in test.findings}
    rows = [
        {"measured": each.measured, "met": "yes" if each.is_met else "no", "note": each.note}
        for each in (found[indicator.id] for indicator in indicators)
    ]
    given = {name: getattr(test, name) for name in ("tested_on", "place", "final_users", "third_party", "course")}
    return FieldTestForm(data={**given, "version": test.version, "findings": rows})


@blueprint.post("/bids/<id:bid_id>/field-test/reports")
@require(POST=DECIDE)
@body_limit(REPORT_MEGABYTES)
def add_report(bid_id: int) -> Answer:
    """One more report to the protocol."""
    load_bid(bid_id, Permission.BID_DECIDE)
    form, actor = ReportForm(request.form), current_actor()
    try:
        stored = _stored()
    except Invalid as error:
        form.take_errors(error)
        return _test_page_with_report(bid_id, form), UNPROCESSABLE

    def change(session: Session) -> str:
        attach_report(session, session.get_one(Bid, bid_id), stored, actor=actor)
        return url_for("challenges.field_test", bid_id=bid_id)

    done = _("已上传 %(name)s。", name=stored.file_name)
    return answer_form(form, change, partial(_test_page_with_report, bid_id, form), done, extra=stored.sha256)


def _stored() -> blobs.StoredBlob:
    given = request.files.get("file")
    if given is None or not given.filename:
        raise Invalid(fields={"file": [_("请选择文件。")]})
    return blobs.store(_folder(), given.stream, given.filename)


def _test_page_with_report(bid_id: int, report: ReportForm) -> str:
    bid = load_bid(bid_id, Permission.BID_DECIDE)
    return _test_page(bid_id, _test_form(bid, db.session.get(FieldTest, bid_id)), report)


def _test_page(bid_id: int, form: FieldTestForm, report: ReportForm | None = None) -> str:
    bid = load_bid(bid_id, Permission.BID_DECIDE)
    test = db.session.get(FieldTest, bid_id)
    at_test = bid.state == BidState.UNDERTAKING and bid.challenge.state == ChallengeState.ACCEPTING
    if not at_test and test is None:
        raise Conflict(_("验收时才能记录现场测试。"))
    may_edit = at_test and decides_here(bid)
    return render_template(
        "challenges/field_test.html",
        bid=bid,
        team=one_team(bid),
        test=test,
        indicators=bid.challenge.indicators,
        form=form if may_edit else None,
        report=(report or ReportForm()) if may_edit and test is not None else None,
        files=[report_link(each) for each in reports_of(db.session, bid_id)],
    )


@blueprint.get("/bids/<id:bid_id>/reports/<id:report_id>")
@require(GET=BID_READ)
def field_report(bid_id: int, report_id: int) -> Response:
    """A report as a download, for the team, the issuer, officers and leaders."""
    bid = load_bid(bid_id, Permission.BID_READ)
    found = db.session.get(Attachment, report_id)
    if found is None or (found.record_kind, found.record_id) != (REPORT, bid.id):
        raise NotFound
    path = blobs.path_of(_folder(), found.blob)
    if not path.is_file():
        raise NotFound(_("文件暂时取不到，请联系管理员。"))
    response = send_file(path, mimetype=found.media_type, as_attachment=True, download_name=found.file_name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@blueprint.route("/bids/<id:bid_id>/conclusion", methods=["GET", "POST"])
@require(GET=DECIDE, POST=DECIDE)
def conclusion(bid_id: int) -> Answer:
    """What became of one team's work."""
    bid = load_bid(bid_id, Permission.BID_DECIDE)
    form, actor = _conclusion_form(bid), current_actor()
    if request.method == "GET":
        return _conclusion_page(bid_id, form)
    challenge_id = bid.challenge_id

    def change(session: Session) -> str:
        conclude_bid(
            session,
            session.get_one(Bid, bid_id),
            BidState(form.outcome.data),
            reason=form.reason.data or "",
            diligence=form.diligence.data or "",
            actor=actor,
        )
        return url_for("challenges.acceptance", challenge_id=challenge_id)

    return answer_form(form, change, lambda: _conclusion_page(bid_id, form), _("结论已记录，并告知团队。"))


def _conclusion_form(bid: Bid) -> ConclusionForm:
    form = ConclusionForm(request.form)
    offered = RACE_OUTCOMES if bid.challenge.is_race else SINGLE_OUTCOMES
    field: Any = form.outcome
    field.choices = choices((state.value, label) for state, label in offered.items())
    return form


def _conclusion_page(bid_id: int, form: ConclusionForm) -> str:
    bid = load_bid(bid_id, Permission.BID_DECIDE)
    if bid.state != BidState.UNDERTAKING or bid.challenge.state != ChallengeState.ACCEPTING:
        raise Conflict(_("验收时、作出结论以前，才能办理这一步。"))
    may_decide = decides_here(bid)
    return render_template(
        "challenges/conclusion.html",
        bid=bid,
        team=one_team(bid),
        indicators=bid.challenge.indicators,
        form=form if may_decide else None,
    )


def decides_here(bid: Bid) -> bool:
    """Whether who is here decides about ``bid``, and does not only read of it."""
    actor = current_actor()
    return PERMISSIONS.allows(actor, Permission.BID_DECIDE, bid) and decides(bid, actor)


def report_link(row: Attachment) -> dict[str, str]:
    """For the attachments macro."""
    href = url_for("challenges.field_report", bid_id=row.record_id, report_id=row.id)
    return {"name": row.file_name, "href": href, "size": _("%(n)s KB", n=max(1, round(row.size / 1024))), "kind": ""}


def _folder() -> Any:
    return current_app.extensions["matchmaker_settings"].blob_dir
