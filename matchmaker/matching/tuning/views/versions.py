"""The versions: what each changes and does, and putting one into use."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core.errors import Invalid
from matchmaker.matching.tuning import judging, queries, shown, words
from matchmaker.matching.tuning.forms import LiveForm
from matchmaker.matching.tuning.lexicon import COUNTS, lexicon_of
from matchmaker.matching.tuning.models import EngineTuning
from matchmaker.matching.tuning.policies import PERMISSIONS, Permission
from matchmaker.matching.tuning.services import compare_again, discard, go_live, roll_back, switch_off
from matchmaker.matching.tuning.services.learning import ask_to_learn
from matchmaker.matching.tuning.views.blueprint import MANAGE, UNPROCESSABLE, blueprint
from matchmaker.matching.tuning.views.lexicon import compared
from matchmaker.matching.tuning.workflow import TUNING
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import require

PER_PAGE = 25
TONES = {"candidate": "progress", "live": "good", "retired": "neutral", "discarded": "bad"}
VERDICT_TONES = {judging.Verdict.BETTER: "good", judging.Verdict.SAME: "neutral", judging.Verdict.WORSE: "bad"}
Act = Callable[[Session, EngineTuning], None]


@blueprint.get("/admin/tunings")
@require(GET=MANAGE)
def versions() -> str:
    """All versions, the newest first, with what each changed."""
    page = paginate(db.session, queries.versions(), number=requested_page(), size=PER_PAGE)
    bases = shown.bases(db.session, page.items)
    return render_template(
        "matching/tuning_versions.html",
        page=page,
        lines={row.id: words.change_lines(row, bases.get(row.base_id or 0)) for row in page.items},
        names=shown.names(db.session, page.items),
        **_looks(),
    )


@blueprint.get("/admin/tunings/<id:tuning_id>")
@require(GET=MANAGE)
def version(tuning_id: int) -> str:
    """One version: what it changes, what that does, and what can be done with it."""
    return _page(_load(tuning_id), LiveForm())


@blueprint.post("/admin/tunings/<id:tuning_id>/live")
@require(POST=MANAGE)
def make_live(tuning_id: int) -> Response | tuple[str, int]:
    """Put a candidate into use."""
    row, form = _load(tuning_id), LiveForm(request.form)
    if (answer := replayed()) is not None:
        return answer
    actor, reason, seen = current_actor(), form.reason.data or "", form.version.data
    if not form.validate():
        return _again(row, form)
    try:
        return _act(row, "go_live", lambda session, it: go_live(session, it, actor=actor, reason=reason, version=seen))
    except Invalid as error:
        form.take_errors(error)
        return _again(_load(tuning_id), form)


@blueprint.post("/admin/tunings/<id:tuning_id>/roll-back")
@require(POST=MANAGE)
def return_to(tuning_id: int) -> Response:
    """Go back to an earlier version."""
    return _step(tuning_id, "roll_back", roll_back)


@blueprint.post("/admin/tunings/<id:tuning_id>/retire")
@require(POST=MANAGE)
def retire(tuning_id: int) -> Response:
    """Do without any version."""
    return _step(tuning_id, "retire", switch_off)


@blueprint.post("/admin/tunings/<id:tuning_id>/discard")
@require(POST=MANAGE)
def drop(tuning_id: int) -> Response:
    """Drop a candidate."""
    return _step(tuning_id, "discard", discard)


@blueprint.post("/admin/tunings/<id:tuning_id>/compare")
@require(POST=MANAGE)
def compare(tuning_id: int) -> Response:
    """Compare a waiting lexicon with the version that is in use by now."""
    row, actor, seen = _load(tuning_id), current_actor(), _seen()
    if (answer := replayed()) is not None:
        return answer
    live = queries.live(db.session)
    base_id, comparison = live.id if live else None, compared(live, lexicon_of(row))

    def again(session: Session) -> str:
        it = session.get_one(EngineTuning, tuning_id)
        compare_again(session, it, base_id=base_id, comparison=comparison, actor=actor, version=seen)
        return url_for("tuning.version", tuning_id=tuning_id)

    answer = perform(again)
    flash(_("已和现用版本重新比较。"), "success")
    return answer


@blueprint.post("/admin/tunings/learn")
@require(POST=MANAGE)
def learn_now() -> Response:
    """Let a worker learn from the decisions."""
    if (answer := replayed()) is not None:
        return answer
    actor = current_actor()

    def ask(session: Session) -> str:
        ask_to_learn(session, actor=actor)
        return url_for("tuning.lexicon")

    answer = perform(ask)
    flash(_("已开始学习，几分钟内在消息里告知结果。"), "success")
    return answer


def _load(tuning_id: int) -> EngineTuning:
    return load(EngineTuning, tuning_id, Permission.MANAGE, PERMISSIONS)


def _seen() -> int | None:
    return BaseForm(request.form).version.data


def _step(tuning_id: int, action: str, verb: Callable[..., None]) -> Response:
    """Do what needs no more than the version that the person saw."""
    row, actor, seen = _load(tuning_id), current_actor(), _seen()
    if (answer := replayed()) is not None:
        return answer
    return _act(row, action, lambda session, it: verb(session, it, actor=actor, version=seen))


def _act(row: EngineTuning, action: str, act: Act) -> Response:
    number = row.id

    def do(session: Session) -> str:
        act(session, session.get_one(EngineTuning, number))
        return url_for("tuning.version", tuning_id=number)

    answer = perform(do)
    flash(_(TUNING.transition(action).done), "success")
    return answer


def _again(row: EngineTuning, form: LiveForm) -> tuple[str, int]:
    form.refresh_key()
    return _page(row, form), UNPROCESSABLE


def _page(row: EngineTuning, form: LiveForm) -> str:
    live = queries.live(db.session)
    base = shown.bases(db.session, [row]).get(row.base_id or 0)
    form.version.data = row.version
    return render_template(
        "matching/tuning_version.html",
        row=row,
        form=form,
        lines=words.change_lines(row, base),
        lexicon=lexicon_of(row),
        learned=words.learned_lines(row),
        counts=COUNTS,
        names=shown.names(db.session, [row]),
        examples=shown.examples(db.session, row),
        steps={step.action for step in TUNING.available(current_actor(), row)},
        is_stale=row.state == "candidate" and row.base_id != (live.id if live else None),
        obstacles=judging.obstacles(row),
        needs_reason=judging.needs_reason(row),
        **_looks(),
    )


def _looks() -> dict[str, object]:
    return {
        "words": words,
        "labels": TUNING.labels,
        "tones": TONES,
        "verdict_of": judging.verdict_of,
        "verdicts": judging.VERDICTS,
        "verdict_tones": VERDICT_TONES,
    }
