"""The administrators' lexicon: what is in use, changing it, taking it elsewhere."""

from __future__ import annotations

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core import clock
from matchmaker.core.errors import Invalid
from matchmaker.matching.tuning import queries, typed, words
from matchmaker.matching.tuning.forms import LexiconForm
from matchmaker.matching.tuning.lexicon import COUNTS, Lexicon, changes, lexicon_of, merged, tuning_of
from matchmaker.matching.tuning.models import EngineTuning
from matchmaker.matching.tuning.policies import PERMISSIONS, Permission
from matchmaker.matching.tuning.services import keep_lexicon, measure
from matchmaker.matching.tuning.services.keep_candidate import learned_part
from matchmaker.matching.tuning.views.blueprint import MANAGE, UNPROCESSABLE, blueprint, keeper
from matchmaker.organizations.defaults import RULES
from matchmaker.organizations.queries import setting
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import require


@blueprint.get("/admin/lexicon")
@require(GET=MANAGE)
def lexicon() -> str:
    """The lexicon in use, and what waits to be put into use."""
    row = queries.live(db.session)
    return render_template(
        "matching/lexicon.html",
        row=row,
        lexicon=lexicon_of(row),
        counts=COUNTS,
        waiting=queries.waiting(db.session),
        learned=words.learned_lines(row),
        mode=setting(db.session, "matching.learning"),
        modes=dict(RULES["matching.learning"].choices),
        words=words,
    )


@blueprint.get("/admin/lexicon/export")
@require(GET=MANAGE)
def export_lexicon() -> Response:
    """The lexicon in use as text, to be pasted into another installation."""
    answer = Response(typed.exported(lexicon_of(queries.live(db.session))), mimetype="text/plain")
    answer.headers["Content-Disposition"] = f'attachment; filename="lexicon-{clock.today():%Y%m%d}.txt"'
    return answer


@blueprint.route("/admin/lexicon/edit", methods=["GET", "POST"])
@require(GET=MANAGE, POST=MANAGE)
def edit_lexicon() -> Response | str | tuple[str, int]:
    """All of it in one form, from the version in use or from the one named by ``?from=``."""
    live, start = queries.live(db.session), _start()
    if request.method == "GET":
        return _page(LexiconForm(data={**typed.written(lexicon_of(start or live)), **_based_on(live)}), start or live)
    form = LexiconForm(request.form)
    if request.form.get("action") == "fill":
        form.fill()
        form.refresh_key()
        return _page(form, start or live)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        return _again(form, start or live)
    try:
        return _keep(form, live, start)
    except Invalid as error:
        form.take_errors(error)
        return _again(form, start or live)


def _based_on(live: EngineTuning | None) -> dict[str, str]:
    return {"based_on": str(live.id) if live else ""}


def _check_base(form: LexiconForm, live: EngineTuning | None) -> None:
    """Who edited an older lexicon is told so once, with everything typed still there."""
    present = _based_on(live)["based_on"]
    if form.based_on.data != present:
        form.based_on.data, form.based_on.raw_data = present, None
        message = _(
            "填写期间，%(name)s已经启用。请核对：保存后这里没有写的词会从词库中删去。", name=words.version_name(live)
        )
        raise Invalid(message)


def _start() -> EngineTuning | None:
    asked = request.args.get("from", "")
    if not asked.isdecimal():
        return None
    return load(EngineTuning, min(int(asked), 2**63 - 1), Permission.MANAGE, PERMISSIONS)


def _keep(form: LexiconForm, live: EngineTuning | None, start: EngineTuning | None) -> Response:
    """Compare first, then store: nothing is computed while the database is locked."""
    _check_base(form, live)
    entered, note, actor = form.lexicon(), form.note.data or "", current_actor()
    base_id, replaces = live.id if live else None, start.id if start else None
    if not changes(lexicon_of(live), entered):
        raise Invalid(_("和现用词库完全一样，没有要保存的改动。"))
    comparison = compared(live, entered)

    def keep(session: Session) -> str:
        row = keep_lexicon(
            session, entered, base_id=base_id, comparison=comparison, note=note, actor=actor, replaces=replaces
        )
        return url_for("tuning.version", tuning_id=row.id)

    answer = perform(keep)
    flash(_("已保存为待启用的版本，还没有生效。请看比较结果，再决定是否启用。"), "success")
    return answer


def compared(live: EngineTuning | None, entered: Lexicon) -> dict[str, object]:
    """What another lexicon does beside what is learned now."""
    part = learned_part(live)
    after = merged(entered, part["title_share"], part["factors"])
    return measure(db.session, keeper(), tuning_of(live), after)


def _again(form: LexiconForm, start: EngineTuning | None) -> tuple[str, int]:
    form.refresh_key()
    return _page(form, start), UNPROCESSABLE


def _page(form: LexiconForm, start: EngineTuning | None) -> str:
    return render_template("matching/edit_lexicon.html", form=form, start=start, words=words)
