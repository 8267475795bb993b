"""审核: the officer's queue and the page on which a record is published or returned."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog import quality, security_words
from matchmaker.catalog import review_queries as queries
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.contents import Record, contents
from matchmaker.catalog.forms.reviewing import ReviewForm
from matchmaker.catalog.models import Need, RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.queries import attachments, get_record, refinements
from matchmaker.catalog.services import publish, return_record, start_refining, take_down, vouch_unit
from matchmaker.catalog.views.advice import advised, shown_duplicates, similar_to
from matchmaker.catalog.views.editing import UNPROCESSABLE, Answer
from matchmaker.catalog.views.files import listed_files
from matchmaker.catalog.views.history import history
from matchmaker.catalog.views.managing import record_context, state_badge_of
from matchmaker.catalog.views.sides import ACHIEVEMENT, NEED, Side
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core import clock
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries.listing import region_choices
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

REVIEW = {RecordKind.NEED: Permission.NEED_REVIEW, RecordKind.ACHIEVEMENT: Permission.ACHIEVEMENT_REVIEW}
PER_PAGE = 25
TAB_LABELS = {
    "needs": N_("待审核的需求"),
    "achievements": N_("待审核的成果"),
    "refining": N_("凝练中的需求"),
    "spot_check": N_("单位自行发布，可抽查"),
    "published_needs": N_("已发布的需求"),
    "published_achievements": N_("已发布的成果"),
}
ACTIONS = ("publish", "return", "refine", "take_down")


@blueprint.get("/review")
@require(GET=needs(Permission.NEED_REVIEW, PERMISSIONS))
def review() -> str:
    """What waits for review, the most urgent first."""
    actor, asked = current_actor(), request.args.get("tab", "")
    found = queries.counts(db.session, actor)
    tab = asked if asked in TAB_LABELS else next((name for name in queries.TABS if found[name]), "needs")
    page = paginate(db.session, queries.waiting(actor, tab), number=requested_page(), size=PER_PAGE)
    return render_template(
        "catalog/review.html",
        tabs=[(name, _(label), found[name]) for name, label in TAB_LABELS.items()],
        tab=tab,
        page=page,
        kind=queries.kind_of_tab(tab),
        now=clock.now(),
    )


@blueprint.route("/review/needs/<id:record_id>", methods=["GET", "POST"])
@require(GET=needs(Permission.NEED_REVIEW, PERMISSIONS), POST=needs(Permission.NEED_REVIEW, PERMISSIONS))
def review_need(record_id: int) -> Answer:
    """One need before its publication."""
    return _review(NEED, record_id)


@blueprint.route("/review/achievements/<id:record_id>", methods=["GET", "POST"])
@require(GET=needs(Permission.ACHIEVEMENT_REVIEW, PERMISSIONS), POST=needs(Permission.ACHIEVEMENT_REVIEW, PERMISSIONS))
def review_achievement(record_id: int) -> Answer:
    """One achievement before its publication."""
    return _review(ACHIEVEMENT, record_id)


def chosen_tab(usual: str = "needs") -> str:
    """The tab that the address names; the ``usual`` one when it names none."""
    tab = request.args.get("tab", "")
    return tab if tab in TAB_LABELS else usual


def _review(side: Side, record_id: int) -> Answer:
    row = side.load(record_id, REVIEW[side.kind])
    form = _form(row)
    if request.method == "GET":
        return _page(side, row, form)
    if (answer := replayed()) is not None:
        return answer
    action = request.form.get("action", "")
    if action not in ACTIONS:
        raise Invalid(_("没有这项操作。"))
    if not form.validate():
        return _refused(side, row, form)
    try:
        answer = _decide(side, record_id, form, action)
    except Invalid as error:
        form.take_errors(error)
        return _refused(side, side.load(record_id, REVIEW[side.kind]), form)
    flash(_(WORKFLOWS[side.kind].transition(action).done), "success")
    return answer


def _form(row: Record) -> ReviewForm:
    groups = region_choices(db.session, current_actor().region_codes).values()
    regions = [pair for group in groups for pair in group]
    if row.region_code not in dict(regions):
        regions = [(row.region_code, row.organization.region.name), *regions]
    given = request.form if request.method == "POST" else None
    chosen = {"field_code": row.field_code, "region_code": row.region_code}
    chosen |= {"need_type": row.need_type} if isinstance(row, Need) else {"ownership": row.ownership}
    return ReviewForm(given, record=row, regions=regions, version=row.version, **chosen)


def _decide(side: Side, record_id: int, form: ReviewForm, action: str) -> Response:
    actor, why, version = current_actor(), form.reason.data or "", form.version.data
    classification, verifies = form.classification(), bool(form.verify_unit.data)

    def call(session: Session) -> str:
        row: Any = get_record(session, side.kind, record_id)
        if action == "publish":
            if verifies:
                vouch_unit(session, row, actor=actor)
            publish(session, row, actor=actor, classification=classification, note=why, version=version)
        elif action == "refine":
            start_refining(session, row, actor=actor, version=version)
            return url_for("catalog.refine", need_id=record_id)
        elif action == "take_down":
            take_down(session, row, actor=actor, reason=why, version=version)
        else:
            return_record(session, row, actor=actor, reason=why, version=version)
        return url_for("catalog.review")

    return perform(call)


def _refused(side: Side, row: Record, form: ReviewForm) -> Answer:
    form.refresh_key()
    return _page(side, row, form), UNPROCESSABLE


def _page(side: Side, row: Record, form: ReviewForm) -> str:
    said = contents(row)
    score = quality.score(side.kind, said)
    available = {step.action for step in WORKFLOWS[side.kind].available(current_actor(), row)}
    return render_template(
        "catalog/review_record.html",
        side=side,
        row=row,
        form=form,
        organization=row.organization,
        state=state_badge_of(side, row),
        **record_context(side, said),
        score=score,
        missing=advised(score, None),
        files=listed_files(attachments(db.session, side.kind, row.id)),
        duplicates=shown_duplicates(side.kind, said, similar_to(side.kind, said, row.id)),
        secrets=security_words.found_in(said),
        events=history(row).events,
        available=available,
        refined=refinements(db.session, row.id) if isinstance(row, Need) else (),
    )
