"""粘贴课题组介绍: a page of text becomes drafts, each field with the words it was taken from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog import vocabulary
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.contents import Contents
from matchmaker.catalog.forms.pasted import ConfirmedForm, ConfirmedOfUnitForm, IntroductionForm
from matchmaker.catalog.introduction import Introduction, read_introduction
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.services.take_introduced import take_introduced
from matchmaker.catalog.services.take_rows import DEFAULTS
from matchmaker.catalog.views import advice, units
from matchmaker.catalog.views.editing import UNPROCESSABLE, Answer
from matchmaker.catalog.views.sides import ACHIEVEMENT
from matchmaker.core.errors import Invalid
from matchmaker.web.actor import current_actor
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import needs, require

CREATE = needs(Permission.ACHIEVEMENT_CREATE, PERMISSIONS)
TYPED = ("title", "one_liner", "problem_solved", "advantage", "summary", "trl", "ip_status")
SAVE = "save"


@blueprint.route("/achievements/paste", methods=["GET", "POST"])
@require(GET=CREATE, POST=CREATE)
def paste_achievements() -> Answer:
    """Paste an introduction; look at what was read from it; keep what is right as drafts.

    ?unit= names the unit that the text is about, for those who come from a visit.
    """
    units.check_may_enter(current_actor())
    if request.method == "GET":
        return _ask(IntroductionForm())
    if request.form.get("action") == SAVE:
        return _save()
    form = IntroductionForm(request.form)
    if not form.validate():
        form.refresh_key()
        return _ask(form), UNPROCESSABLE
    told = read_introduction(form.text.data or "", units.known_names(ACHIEVEMENT))
    return _confirm(_filled(form.text.data or "", told), told)


def _ask(form: IntroductionForm) -> str:
    return render_template("catalog/paste.html", side=ACHIEVEMENT, form=form)


def _form(formdata: Any, data: Contents | None = None) -> ConfirmedForm:
    actor = current_actor()
    own = bool(actor.organization_ids)
    form: ConfirmedForm = (ConfirmedForm if own else ConfirmedOfUnitForm)(formdata, data=data)
    units.offer(ACHIEVEMENT, form, actor)
    return form


def _filled(text: str, told: Introduction) -> ConfirmedForm:
    results = [{**result.values, "chosen": result.is_sure} for result in told.results]
    unit = request.args.get("unit", "").strip() or told.unit
    given = {"text": text, "unit_name": unit, "completed_by": f"{told.unit}{told.group}"[:200]}
    return _form(None, {**given, "results": results or [{"chosen": True}]})


def _save() -> Answer:
    form = _form(request.form)
    text = form.text.data or ""
    if not text:
        return _ask(IntroductionForm()), UNPROCESSABLE
    told = read_introduction(text, units.known_names(ACHIEVEMENT))
    if (answer := replayed()) is not None:
        return answer
    if form.validate():
        try:
            return _make(form, told)
        except Invalid as error:
            form.take_errors(error)
    form.refresh_key()
    return _confirm(form, told), UNPROCESSABLE


def _make(form: ConfirmedForm, told: Introduction) -> Response:
    actor = current_actor()
    places = [place for place, entry in enumerate(form.results) if entry.form.chosen.data]
    if not places:
        raise Invalid(_("请至少勾选一项要登记的成果；都不登记可以直接离开这一页。"))
    drafts, note = [_contents(form, told, place) for place in places], _note(told, places)
    made: list[int] = []

    def call(session: Session) -> str:
        owner = units.owner_of_new(session, ACHIEVEMENT, form, actor)
        made[:] = take_introduced(
            session,
            drafts,
            note,
            actor=actor,
            organization_id=owner.organization_id,
            source=owner.source,
            scout_id=owner.scout_id,
        )
        if len(made) == 1:
            return ACHIEVEMENT.href("edit", record_id=made[0])
        return ACHIEVEMENT.href("mine", tab="draft")

    try:
        answer = perform(call)
    except Invalid as error:
        raise Invalid(error.message, fields=_in_the_form(error.fields, places)) from error
    flash(_("已存为 %(n)d 份草稿，没有分到栏里的文字在表格旁边。", n=len(drafts)), "success")
    return answer


def _in_the_form(fields: dict[str, list[str]], places: Sequence[int]) -> dict[str, list[str]]:
    """Errors of the n-th draft as errors of the result it was made of."""
    found = {}
    for name, texts in fields.items():
        group, _dash, rest = name.partition("-")
        number, _dash, column = rest.partition("-")
        found[f"results-{places[int(number)]}-{column}" if group == "results" else name] = texts
    return found


def _contents(form: ConfirmedForm, told: Introduction, place: int) -> Contents:
    """What was confirmed, with the rows and the evidence that were read from the text."""
    typed: Any = form.results.entries[place].form
    said: Contents = {**DEFAULTS[RecordKind.ACHIEVEMENT], **{name: typed[name].data for name in TYPED}}
    said["completed_by"] = form.completed_by.data or ""
    if place < len(told.results):
        read = told.results[place].values
        said |= {name: read[name] for name in ("trl_evidence", "indicators", "ip_rights")}
    return said


def _note(told: Introduction, places: Sequence[int]) -> str:
    """All of the text that the drafts do not hold, in its order."""
    pieces = list(told.rest)
    for place, result in enumerate(told.results):
        if place not in places:
            pieces += result.pieces
    return "\n".join(piece.text.strip() for piece in sorted(set(pieces)) if piece.text.strip())


def _confirm(form: ConfirmedForm, told: Introduction) -> str:
    said = [result.values for result in told.results]
    return render_template(
        "catalog/paste_confirm.html",
        side=ACHIEVEMENT,
        form=form,
        again=IntroductionForm(text=form.text.data),
        results=told.results,
        rest=[piece.text.strip() for piece in told.rest],
        wanted=advice.local_needs(said, units.regions_of(current_actor())),
        duplicates=[
            advice.shown_duplicates(RecordKind.ACHIEVEMENT, each, advice.similar_to(RecordKind.ACHIEVEMENT, each, None))
            for each in said
        ],
        unit_names=units.known_names(ACHIEVEMENT) if "unit_name" in form else [],
        row=None,
        kinds={code: _(label) for code, label in vocabulary.IP_KINDS.items()},
        statuses={code: _(label) for code, label in vocabulary.IP_RIGHT_STATUSES.items()},
    )
