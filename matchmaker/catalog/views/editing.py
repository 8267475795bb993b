"""Entering and changing a listing: drafts at any time, submission when complete."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog.contents import Contents, Record, contents
from matchmaker.catalog.forms.listing import ListingForm
from matchmaker.catalog.models import Achievement, RecordKind
from matchmaker.catalog.pasted import need_contents
from matchmaker.catalog.ports import Hit
from matchmaker.catalog.queries import get_record
from matchmaker.catalog.services import create_draft, save_draft, submit
from matchmaker.catalog.services.draft_record import EDITABLE, NOT_EDITABLE
from matchmaker.catalog.services.lane import waits_for_unit
from matchmaker.catalog.views import advice, units
from matchmaker.catalog.views.sides import Side
from matchmaker.catalog.views.stale import stale_page
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core import clock
from matchmaker.core.errors import Conflict, Invalid, StaleVersion
from matchmaker.core.regions import city_of
from matchmaker.web import kept_text
from matchmaker.web.actor import current_actor
from matchmaker.web.forms import handle_rows
from matchmaker.web.fragments import render_fragment
from matchmaker.web.idempotency import SEE_OTHER, perform, replayed, write

Answer = str | Response | tuple[str, int]
UNPROCESSABLE = 422
LOOK = "preview"
"""The button that shows what a need finds so far: like those of rows, it saves nothing."""


def new(side: Side) -> Answer:
    """The empty form, or with what was pasted before there was an account; the first draft or submission."""
    actor = current_actor()
    if request.method == "GET":
        said = need_contents(kept_text.kept()) if side.kind is RecordKind.NEED else {}
        form = units.new_form(side, actor, None, said)
        form.offer_rows()
        return _page(side, form, None, is_pasted=bool(said))
    answer = _take(side, units.new_form(side, actor, request.form), None)
    if isinstance(answer, Response) and side.kind is RecordKind.NEED:
        kept_text.forget(answer)
    return answer


def edit(side: Side, record_id: int) -> Answer:
    """The form of a draft or returned record."""
    row = side.load(record_id)
    if request.method == "GET":
        if row.state not in EDITABLE:
            flash(_(NOT_EDITABLE), "info")
            return redirect(side.href("manage", record_id=row.id), SEE_OTHER)
        form = _form_of(side, row, None)
        form.offer_rows(1)
        return _page(side, form, row)
    return _take(side, _form_of(side, row, request.form), row)


def _form_of(side: Side, row: Record, formdata: Any) -> ListingForm:
    data: Contents = {**contents(row), "version": row.version}
    if "secrecy_cleared" in data:
        data["secrecy_cleared"] = {True: "yes", False: "no", None: None}[data["secrecy_cleared"]]
    form = side.form(formdata, region_code=row.region_code, data=data)
    del form.organization_id
    return form


def _take(side: Side, form: ListingForm, row: Record | None) -> Answer:
    looks = request.form.get("action") == LOOK
    if looks or handle_rows(form):
        return _page(side, form, row, looks=looks)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        return _refused(side, form, row)
    hits = advice.similar_to(side.kind, form.contents(), row.id if row else None)
    try:
        return _perform(side, form, row, hits)
    except Invalid as error:
        form.take_errors(error)
        return _refused(side, form, row, hits)
    except StaleVersion:
        if row is None:
            raise
        return stale_page(side, form, row.id)


def _perform(side: Side, form: ListingForm, row: Record | None, hits: Any) -> Response:
    actor, submits = current_actor(), request.form.get("action") == "submit"
    record_id, done = (row.id if row else None), [_("草稿已保存。")]

    def call(session: Session) -> str:
        record = _save(session, side, form, record_id)
        if not submits or waits_for_unit(record, actor):
            return side.href("edit" if not submits else "manage", record_id=record.id)
        action = submit(session, record, actor=actor, duplicates=hits)
        done[0] = _(WORKFLOWS[side.kind].transition(action).done)
        return side.href("manage", record_id=record.id)

    answer = perform(call)
    flash(done[0], "success")
    return answer


def _save(session: Session, side: Side, form: ListingForm, record_id: int | None) -> Record:
    actor, said = current_actor(), form.contents()
    if record_id is not None:
        record = get_record(session, side.kind, record_id)
        save_draft(session, record, said, actor=actor, version=form.version.data)
        return record
    owner = units.owner_of_new(session, side, form, actor)
    return create_draft(
        session,
        side.kind,
        actor=actor,
        organization_id=owner.organization_id,
        values=said,
        scout_id=owner.scout_id,
        source=owner.source,
    )


def _refused(side: Side, form: ListingForm, row: Record | None, hits: Any = ()) -> Answer:
    form.refresh_key()
    return _page(side, form, row, hits), UNPROCESSABLE


def _page(
    side: Side,
    form: ListingForm,
    row: Record | None,
    hits: tuple[Hit, ...] = (),
    *,
    looks: bool = False,
    is_pasted: bool = False,
) -> str:
    return render_template(
        f"catalog/{side.kind}_form.html",
        side=side,
        form=form,
        row=row,
        is_pasted=is_pasted,
        unit_names=units.known_names(side) if "unit_name" in form else [],
        may_submit=bool(current_actor().organization_ids) if row is None else not waits_for_unit(row, current_actor()),
        consequence=advice.consequence(side, row),
        **_beside(side, form, row),
        **advice.panel(side.kind, form.contents(), hits, looks=looks or is_pasted),
    )


def _beside(side: Side, form: ListingForm, row: Record | None) -> dict[str, Any]:
    """What an achievement's form has beside it: the rest of a pasted text, and the needs it could serve."""
    if side.kind is not RecordKind.ACHIEVEMENT or row is None:
        return {"pasted_note": "", "wanted": None}
    codes = frozenset(current_actor().region_codes) or {city_of(row.region_code)}
    note = row.pasted if isinstance(row, Achievement) else None
    return {
        "pasted_note": note.text if note is not None else "",
        "wanted": advice.local_needs([form.contents()], codes)[0],
    }


def quality(side: Side) -> str:
    """The live panel for what has been typed so far."""
    record_id = request.args.get("record", type=int)
    form = side.form(request.form)
    said = form.contents()
    hits = advice.similar_to(side.kind, said, record_id)
    return render_fragment("catalog/quality_panel.html", **advice.panel(side.kind, said, hits, looks=True))


def autosave(side: Side, record_id: int) -> tuple[dict[str, Any], int]:
    """Save a draft while its owner types; what does not fit yet is left for the button."""
    row = side.load(record_id)
    form = _form_of(side, row, request.form)
    if not form.validate():
        return {"message": _("有内容还不能保存，请看标红的地方。")}, UNPROCESSABLE
    try:
        version = write(lambda session: _save(session, side, form, record_id).version)
    except Invalid as error:
        return {"message": error.message}, UNPROCESSABLE
    except Conflict as error:
        return {"message": error.message}, error.status
    form.refresh_key()
    at = f"{clock.now().astimezone(clock.CHINA):%H:%M}"
    return {"version": version, "idempotency_key": form.idempotency_key.data, "message": _("已保存 %(at)s", at=at)}, 200
