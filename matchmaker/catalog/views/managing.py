"""A record's page for those who look after it: where it stands, what may be done, what happened."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import current_app, flash, render_template, request
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog import quality, versions, vocabulary
from matchmaker.catalog.contents import ROW_LABELS, Contents, Record, contents, row_columns, snapshot
from matchmaker.catalog.forms.acting import ActionForm
from matchmaker.catalog.models import Need, RecordVersion
from matchmaker.catalog.ports import RECORD_LINKS, RecordLink, RecordLinks
from matchmaker.catalog.queries import attachments, get_record
from matchmaker.catalog.services.draft_record import EDITABLE
from matchmaker.catalog.services.refine_need import open_refinement
from matchmaker.catalog.views.actions import ACTS, done_text, offered
from matchmaker.catalog.views.advice import advised
from matchmaker.catalog.views.editing import UNPROCESSABLE, Answer
from matchmaker.catalog.views.files import listed_files
from matchmaker.catalog.views.history import history, version_lines
from matchmaker.catalog.views.sides import Side
from matchmaker.catalog.workflow import WORKFLOWS
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed

STATE_TONES = {
    "draft": "neutral",
    "proposed": "progress",
    "submitted": "progress",
    "refining": "progress",
    "returned": "warn",
    "published": "good",
    "solved": "good",
    "promoted": "info",
    "expired": "warn",
}


def manage(side: Side, record_id: int) -> str:
    """The page."""
    return _page(side, side.load(record_id), ActionForm())


def act(side: Side, record_id: int) -> Answer:
    """Do what a button of the page asks."""
    row = side.load(record_id)
    form = ActionForm(request.form)
    action, why, version = form.action.data or "", form.reason.data or "", form.version.data
    if action not in ACTS or action in _left_to_others(_links(row)):
        raise Invalid(_("没有这项操作。"))
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        return _refused(side, row, form)
    actor = current_actor()

    def call(session: Session) -> str:
        ACTS[action](session, get_record(session, side.kind, record_id), actor, why, version)
        return side.href("manage", record_id=record_id)

    try:
        answer = perform(call)
    except Invalid as error:
        form.take_errors(error)
        return _refused(side, side.load(record_id), form)
    flash(done_text(get_record(db.session, side.kind, record_id), action), "success")
    return answer


def _refused(side: Side, row: Record, form: ActionForm) -> Answer:
    form.form_errors = [*form.form_errors, *form.reason.errors]
    form.reason.errors = []
    return _page(side, row, form), UNPROCESSABLE


def _page(side: Side, row: Record, form: ActionForm) -> str:
    actor, said, told = current_actor(), contents(row), history(row)
    score, links = quality.score(side.kind, said), _links(row)
    better = _left_to_others(links)
    return render_template(
        "catalog/manage.html",
        side=side,
        row=row,
        form=form,
        state=state_badge_of(side, row),
        editable=row.state in EDITABLE,
        actions=[each for each in offered(row, actor) if each.action not in better],
        links=links,
        **record_context(side, said),
        score=score,
        missing=advised(score, side.href("edit", record_id=row.id) if row.state in EDITABLE else None),
        source=_(vocabulary.SOURCES.get(row.source, "")),
        files=listed_files(attachments(db.session, side.kind, row.id)),
        events=told.events,
        scout=told.names.get(row.scout_id or 0, ""),
        lines=version_lines(row),
        refinement=open_refinement(db.session, row.id) if isinstance(row, Need) and row.state == "refining" else None,
    )


def _left_to_others(links: Sequence[RecordLink]) -> frozenset[str]:
    """The actions that another feature's page does instead of this one."""
    return frozenset[str]().union(*(link.instead_of for link in links))


def record_context(side: Side, said: Contents) -> dict[str, Any]:
    """What a record says, for ``record_rows.html`` and a definition list: a plain no says nothing."""
    plain = {name: value for name, value in said.items() if value is not False and name not in ROW_LABELS}
    groups = [
        (group, _(ROW_LABELS[group]), [{"name": name, "label": _(label)} for name, label in columns.items()])
        for group, columns in row_columns(side.kind).items()
    ]
    return {
        "said": said,
        "told": versions.told(side.kind, plain),
        "row_groups": groups,
        "shown": lambda name, value: versions.shown(side.kind, name, value),
    }


def state_badge_of(side: Side, row: Record) -> tuple[str, str]:
    """(label, tone) of the record's state."""
    return _(WORKFLOWS[side.kind].labels[row.state]), STATE_TONES.get(row.state, "neutral")


def _links(row: Record) -> list[RecordLink]:
    """What other features offer for this record: 匹配推荐, 请单位确认 …"""
    providers: Sequence[RecordLinks] = current_app.extensions.get(RECORD_LINKS, ())
    return [link for provider in providers for link in provider.links(current_actor(), row)]


def compare(side: Side, record_id: int) -> str:
    """Two kept versions side by side; without numbers the last two; 0 is the present text."""
    row = side.load(record_id)
    lines = version_lines(row)
    newest = lines[0].number if lines else 0
    new = _asked("to", newest if newest > 1 else 0, newest)
    old = _asked("from", max(1, new - 1) if new else newest, newest)
    return render_template(
        "catalog/versions.html",
        side=side,
        row=row,
        lines=lines,
        old=old,
        new=new,
        rows=versions.differences(side.kind, _contents(row, side, old), _contents(row, side, new)),
    )


def _asked(name: str, default: int, newest: int) -> int:
    number = request.args.get(name, default, type=int)
    return number if 0 <= number <= newest else default


def _contents(row: Record, side: Side, number: int) -> dict[str, Any]:
    if number == 0:
        return snapshot(row)
    query = select(RecordVersion.snapshot).where(
        RecordVersion.record_kind == side.kind.value,
        RecordVersion.record_id == row.id,
        RecordVersion.number == number,
    )
    found: dict[str, Any] | None = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found
