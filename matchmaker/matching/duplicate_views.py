"""疑似重复: the officer's list, and the page on which two records are compared."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog.models import RecordKind
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.matching import duplicate_pages as pages
from matchmaker.matching import duplicate_queries as queries
from matchmaker.matching.forms import DuplicateForm
from matchmaker.matching.models import DuplicatePair, DuplicateState
from matchmaker.matching.policies import PERMISSIONS, Permission
from matchmaker.matching.services import decide_duplicate
from matchmaker.matching.workflow import DUPLICATE
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.pagination import page_href, requested_page
from matchmaker.web.policy import needs, require

blueprint = Blueprint("duplicates", __name__)
UNPROCESSABLE = 422
COMPARE = needs(Permission.COMPARE, PERMISSIONS)
KINDS = {RecordKind.ACHIEVEMENT: N_("成果"), RecordKind.NEED: N_("需求")}
STATES = {state: DUPLICATE.labels[state] for state in queries.SHOWN}


@blueprint.get("/duplicates")
@require(GET=needs(Permission.DUPLICATES, PERMISSIONS))
def overview() -> str:
    """Records that read alike, in groups."""
    actor, asked = current_actor(), request.args
    found = queries.counts(db.session, actor)
    state = asked.get("state", "")
    state = state if state in STATES else DuplicateState.OPEN.value
    fullest = next((kind for kind in KINDS if found.get((kind, state))), RecordKind.ACHIEVEMENT)
    kind = RecordKind(asked["kind"]) if asked.get("kind") in set(RecordKind) else fullest
    listed = queries.duplicate_list(db.session, actor, kind, state, requested_page())
    return render_template(
        "matching/duplicates.html",
        kinds=[(each, _(label), found.get((each, state), 0)) for each, label in KINDS.items()],
        states=[(each.value, _(label), found.get((kind, each), 0)) for each, label in STATES.items()],
        kind=kind,
        state=state,
        listed=listed,
        titles=lambda couple: pages.titles(actor, couple),
        percent=pages.percent,
        page_href=page_href,
    )


@blueprint.route("/duplicates/<id:pair_id>", methods=["GET", "POST"])
@require(GET=COMPARE, POST=COMPARE)
def compare(pair_id: int) -> Response | str | tuple[str, int]:
    """Two records side by side, and what the officer says of them."""
    couple = _couple(pair_id)
    form = DuplicateForm(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _page(couple, form)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        return _refused(couple, form)
    try:
        return _decide(couple, form)
    except Invalid as error:
        form.take_errors(error)
        return _refused(_couple(pair_id), form)


def _couple(pair_id: int) -> queries.Couple:
    pair = load(DuplicatePair, pair_id, Permission.COMPARE, PERMISSIONS)
    couple = queries.couple(db.session, current_actor(), pair)
    if couple is None:
        raise NotFound
    return couple


def _decide(couple: queries.Couple, form: DuplicateForm) -> Response:
    actor, number, decision = current_actor(), couple.pair.id, form.decision.data or ""
    after = queries.following(db.session, actor, couple.pair).after
    verb = getattr(decide_duplicate, decision)
    stays = decision != "dismiss"

    def decide(session: Session) -> str:
        pair = session.get_one(DuplicatePair, number)
        verb(session, pair, actor=actor, note=form.reason.data or "", version=form.version.data)
        if stays:
            return url_for("duplicates.compare", pair_id=number)
        return url_for("duplicates.compare", pair_id=after) if after else url_for("duplicates.overview")

    answer = perform(decide)
    flash(_(DUPLICATE.transition(decision).done), "success")
    return answer


def _refused(couple: queries.Couple, form: DuplicateForm) -> tuple[str, int]:
    form.refresh_key()
    return _page(couple, form), UNPROCESSABLE


def _page(couple: queries.Couple, form: DuplicateForm) -> str:
    actor = current_actor()
    left, right = pages.shown(actor, couple.lower), pages.shown(actor, couple.higher)
    return render_template(
        "matching/duplicate.html",
        couple=couple,
        pair=couple.pair,
        sides=(left, right),
        lines=pages.lines(left, right),
        form=form,
        label=DUPLICATE.labels[couple.pair.state],
        available={step.action for step in DUPLICATE.available(actor, couple.pair)},
        following=queries.following(db.session, actor, couple.pair),
        percent=pages.percent(couple.pair.likeness),
    )
