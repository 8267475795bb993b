"""Attachments: a step of its own after the first save; downloads for those who may read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog import disclosure, vocabulary
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.contents import Record
from matchmaker.catalog.forms.acting import UploadForm
from matchmaker.catalog.models import Attachment, RecordKind
from matchmaker.catalog.queries import MODELS, attachments, get_record, sees_all
from matchmaker.catalog.services import attach, detach
from matchmaker.catalog.services.draft_record import EDITABLE, NOT_EDITABLE
from matchmaker.catalog.views.sides import Side
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.web import blob_files
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import public, require

UNPROCESSABLE = 422
Answer = str | Response | tuple[str, int]


def files(side: Side, record_id: int) -> Answer:
    """The record's files, and the upload of one more while it is a draft."""
    row = side.load(record_id)
    form = UploadForm(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _page(side, row, form)
    if row.state not in EDITABLE:
        raise Conflict(NOT_EDITABLE)
    try:
        return _upload(side, row.id, form)
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return _page(side, row, form), UNPROCESSABLE


def _upload(side: Side, record_id: int, form: UploadForm) -> Response:
    stored = blob_files.received()
    if (answer := replayed(stored.sha256)) is not None:
        return answer
    actor = current_actor()
    purpose, is_public = form.purpose.data or "general", bool(form.is_public.data)

    def call(session: Session) -> str:
        record = get_record(session, side.kind, record_id)
        attach(session, record, actor=actor, stored=stored, purpose=purpose, is_public=is_public)
        return side.href("files", record_id=record_id)

    answer = perform(call, extra=stored.sha256)
    flash(_("已上传 %(name)s。", name=stored.file_name), "success")
    return answer


def remove(side: Side, record_id: int, attachment_id: int) -> Response:
    """Take one file away from a draft."""
    row = side.load(record_id)
    if row.state not in EDITABLE:
        raise Conflict(NOT_EDITABLE)
    if (answer := replayed()) is not None:
        return answer
    _mine(side, record_id, attachment_id)
    actor = current_actor()

    def call(session: Session) -> str:
        record = get_record(session, side.kind, record_id)
        detach(session, record, session.get_one(Attachment, attachment_id), actor=actor)
        return side.href("files", record_id=record_id)

    answer = perform(call)
    flash(_("附件已删除。"), "success")
    return answer


def _mine(side: Side, record_id: int, attachment_id: int) -> None:
    found = db.session.get(Attachment, attachment_id)
    if found is None or (found.record_kind, found.record_id) != (side.kind.value, record_id):
        raise NotFound


@blueprint.get("/attachments/<id:attachment_id>")
@require(GET=public())
def download(attachment_id: int) -> Response:
    """One file, as a download: public ones of an open record for everybody, others for its own people."""
    found = db.session.get(Attachment, attachment_id)
    if found is None or found.record_kind not in set(RecordKind):
        raise NotFound
    row: Any = db.session.get(MODELS[RecordKind(found.record_kind)], found.record_id)
    if row is None or not (_is_open(found, row) or sees_all(current_actor(), row)):
        raise NotFound
    return blob_files.download(found.blob, found.media_type, found.file_name)


def _is_open(found: Attachment, row: Record) -> bool:
    return found.is_public and disclosure.is_open(row)


def listed_files(found: Iterable[Attachment], side: Side | None = None) -> list[dict[str, str]]:
    """For the attachments macro; with ``side`` each has an address that removes it."""
    return [
        {
            "name": each.file_name,
            "href": url_for("catalog.download", attachment_id=each.id),
            "size": blob_files.size_words(each.size),
            "kind": _(vocabulary.ATTACHMENT_PURPOSES.get(each.purpose, "")),
            "remove_href": side.href("remove_file", record_id=each.record_id, attachment_id=each.id) if side else "",
        }
        for each in found
    ]


def _page(side: Side, row: Record, form: UploadForm) -> str:
    editable = row.state in EDITABLE
    found = attachments(db.session, side.kind, row.id)
    return render_template(
        "catalog/files.html",
        side=side,
        row=row,
        form=form,
        editable=editable,
        files=listed_files(found, side if editable else None),
    )
