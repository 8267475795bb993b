"""The officer's queue and pair page; the owner's suggestions."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from matchmaker.catalog.models import Achievement, Need
from matchmaker.catalog.policies import PERMISSIONS as CATALOG
from matchmaker.catalog.policies import Permission as CatalogPermission
from matchmaker.core import clock
from matchmaker.core.calendar import subtract_working_days
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.deals import level_words
from matchmaker.deals import reasons as catalogue
from matchmaker.matching import dossier, near_page, pages, queries
from matchmaker.matching.facts import one_line
from matchmaker.matching.forms import AskForm, BatchForm, DecisionForm
from matchmaker.matching.models import Suggestion
from matchmaker.matching.policies import PERMISSIONS, Permission
from matchmaker.matching.services import approve, ask_introduction, hold, reconsider, reject
from matchmaker.matching.shown import shown_to
from matchmaker.matching.workflow import SUGGESTION
from matchmaker.organizations.queries import infringers_among, setting
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.pagination import page_href, requested_page
from matchmaker.web.policy import needs, require

blueprint = Blueprint("matching", __name__)
UNPROCESSABLE = 422
QUEUE = needs(Permission.QUEUE, PERMISSIONS)
DECIDE = needs(Permission.DECIDE, PERMISSIONS)
LEVELS = {"strong": N_("强"), "fair": N_("较强"), "weak": N_("弱")}
SORTS = {"score": N_("匹配度"), "age": N_("等待最久")}


@blueprint.get("/suggestions")
@require(GET=QUEUE)
def queue() -> str:
    """What waits for a decision, grouped by need."""
    return _queue_page(BatchForm())


@blueprint.post("/suggestions/decisions")
@require(POST=QUEUE)
def decide_many() -> Response | tuple[str, int]:
    """Approve or put off several pairs in one action."""
    form = BatchForm(request.form)
    form.ticked.choices = [(text, text) for text in request.form.getlist("ticked")]
    pairs = form.pairs()
    if not form.validate() or not pairs:
        flash(_("请先勾选要处理的推荐。"), "error")
        return _queue_page(form), UNPROCESSABLE
    if (answer := replayed()) is not None:
        return answer
    for number, _version in pairs:
        load(Suggestion, number, Permission.DECIDE, PERMISSIONS)
    actor, approves = current_actor(), form.decision.data == "approve"

    def decide(session: Session) -> str:
        for number, version in pairs:
            suggestion = session.get_one(Suggestion, number)
            if approves:
                approve(session, suggestion, actor=actor, version=version)
            else:
                hold(session, suggestion, actor=actor, version=version)
        return url_for("matching.queue")

    answer = perform(decide)
    flash(_("已处理 %(n)d 条推荐。", n=len(pairs)), "success")
    return answer


@blueprint.route("/suggestions/<id:suggestion_id>", methods=["GET", "POST"])
@require(GET=DECIDE, POST=DECIDE)
def pair(suggestion_id: int) -> Response | str | tuple[str, int]:
    """One pair, side by side, and the decision on it."""
    row = load_pair(suggestion_id)
    form = DecisionForm(request.form if request.method == "POST" else None)
    form.reasons.choices = catalogue.choices(catalogue.REFUSAL_CODES)
    if request.method == "GET":
        return _pair_page(row, form)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        form.refresh_key()
        return _pair_page(row, form), UNPROCESSABLE
    try:
        return _decide_one(row, form)
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        again = queries.pair(db.session, suggestion_id)
        return _pair_page(again or row, form), UNPROCESSABLE


def load_pair(suggestion_id: int) -> Suggestion:
    """A pair with both records, for whom may decide on it; for others it is not there."""
    row = queries.pair(db.session, suggestion_id)
    if row is None:
        raise NotFound
    PERMISSIONS.require(current_actor(), Permission.DECIDE, row)
    return row


def _decide_one(row: Suggestion, form: DecisionForm) -> Response:
    actor, number = current_actor(), row.id
    following = queries.neighbours(db.session, actor, row).after
    given: dict[str, Any] = {"actor": actor, "note": form.note.data or "", "version": form.version.data}
    decision, chosen = form.decision.data or "", form.reasons.data or []

    def decide(session: Session) -> str:
        suggestion = session.get_one(Suggestion, number)
        if decision == "approve":
            approve(session, suggestion, **given)
        elif decision == "hold":
            hold(session, suggestion, reasons=chosen, **given)
        elif decision == "reconsider":
            reconsider(session, suggestion, **given)
            return url_for("matching.pair", suggestion_id=number)
        else:
            reject(session, suggestion, reasons=chosen, share=not form.private.data, **given)
        return url_for("matching.pair", suggestion_id=following) if following else url_for("matching.queue")

    decided_on = {"need": row.need.title, "achievement": row.achievement.title}
    answer = perform(decide)
    done = _(SUGGESTION.transition(decision).done)
    flash(_("“%(need)s”与“%(achievement)s”：%(done)s", done=done, **decided_on), "success")
    return answer


@blueprint.get("/needs/<id:need_id>/suggestions")
@require(GET=needs(CatalogPermission.NEED_EDIT, CATALOG))
def need_suggestions(need_id: int) -> str:
    """What was found for one's own need."""
    need = load(Need, need_id, CatalogPermission.NEED_EDIT, CATALOG)
    return _own_page(need, "need")


@blueprint.get("/achievements/<id:achievement_id>/suggestions")
@require(GET=needs(CatalogPermission.ACHIEVEMENT_EDIT, CATALOG))
def achievement_suggestions(achievement_id: int) -> str:
    """Which needs one's own achievement could serve."""
    achievement = load(Achievement, achievement_id, CatalogPermission.ACHIEVEMENT_EDIT, CATALOG)
    return _own_page(achievement, "achievement")


@blueprint.post("/suggestions/<id:suggestion_id>/ask")
@require(POST=needs(Permission.ASK, PERMISSIONS))
def ask(suggestion_id: int) -> Response:
    """Ask for an introduction."""
    row = load(Suggestion, suggestion_id, Permission.ASK, PERMISSIONS)
    form = AskForm(request.form)
    if not form.validate():
        raise Invalid(fields={name: list(map(str, errors)) for name, errors in form.errors.items()})
    if (answer := replayed()) is not None:
        return answer
    actor = current_actor()
    own_need = row.need_organization_id in actor.organization_ids
    back = (
        url_for("matching.need_suggestions", need_id=row.need_id)
        if own_need
        else url_for("matching.achievement_suggestions", achievement_id=row.achievement_id)
    )

    def wish(session: Session) -> str:
        suggestion = session.get_one(Suggestion, suggestion_id)
        ask_introduction(session, suggestion, actor=actor, note=form.note.data or "", version=form.version.data)
        return back

    answer = perform(wish)
    flash(_("已申请引荐，对接联络员会尽快答复。"), "success")
    return answer


def _queue_page(form: BatchForm) -> str:
    actor = current_actor()
    wanted = queue_filter(request.args)
    found = queries.queue(db.session, actor, wanted, requested_page())
    return render_template(
        "matching/queue.html",
        form=form,
        queue=found,
        wanted=wanted,
        levels=LEVELS,
        sorts=SORTS,
        meanings=level_words.meanings().values(),
        source=level_words.source(),
        one_line=one_line,
        points=pages.points,
        late_before=_late_before(),
        page_href=page_href,
    )


def queue_filter(arguments: MultiDict[str, str]) -> queries.QueueFilter:
    """What the address asks of the queue; unknown values are left out."""
    state, level, sort = arguments.get("state", ""), arguments.get("level", ""), arguments.get("sort", "")
    return queries.QueueFilter(
        state=state if state in {"proposed", "held"} else "proposed",
        level=level if level in LEVELS else "",
        field_code=arguments.get("field", "")[:32],
        region_code=arguments.get("region", "")[:12],
        asked=arguments.get("asked") == "1",
        late_before=_late_before() if arguments.get("late") == "1" else None,
        text=arguments.get("q", "").strip()[:60],
        sort=sort if sort in SORTS else "score",
    )


def _late_before() -> Any:
    codes = sorted(current_actor().region_codes)
    days = int(setting(db.session, "clock.decide_days", codes[0] if codes else None))
    return subtract_working_days(clock.now(), days)


def _pair_page(row: Suggestion, form: DecisionForm) -> str:
    actor = current_actor()
    terms = pages.shared_terms(row.parts)
    return render_template(
        "matching/pair.html",
        row=row,
        form=form,
        terms=[(each.label, hue) for hue, each in enumerate(terms)],
        need_sections=pages.need_sections(row.need, [each.in_need for each in terms]),
        achievement_sections=pages.achievement_sections(row.achievement, [each.term for each in terms]),
        reasons=dossier.reasons(row),
        neighbours=queries.neighbours(db.session, actor, row),
        earlier=queries.earlier_decisions(db.session, row),
        infringers=infringers_among(db.session, (row.need.organization_id, row.achievement.organization_id)),
        labels=SUGGESTION.labels,
        reason_label=catalogue.label,
        can_decide=any(step.action == "approve" for step in SUGGESTION.available(actor, row)),
    )


def _own_page(record: Need | Achievement, side: str) -> str:
    rows = db.session.scalars(queries.suggestions_of(side, record.id)).unique().all()
    return render_template(
        "matching/own.html",
        record=record,
        side=side,
        shown=[shown_to(row, side) for row in rows],
        near=near_page.section(record, rows) if isinstance(record, Need) else None,
        pages=pages,
        may_ask=PERMISSIONS.holds(current_actor(), Permission.ASK),
        form=AskForm(),
    )
