"""Taking a table in: what the upload page of every target does; their routes and rights are their own."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core import blobs
from matchmaker.core.errors import Invalid
from matchmaker.sheets.forms import SheetUploadForm
from matchmaker.sheets.services import import_sheet
from matchmaker.sheets.services.import_sheet import Upload
from matchmaker.sheets.tables import mapping
from matchmaker.sheets.tables.layout import find_layout
from matchmaker.sheets.tables.sandbox import read_file, stored_rows
from matchmaker.sheets.target import Target
from matchmaker.sheets.views.blueprint import UNPROCESSABLE, Answer, folder
from matchmaker.web.actor import current_actor
from matchmaker.web.forms import choices
from matchmaker.web.idempotency import perform, replayed

LOOKED_AT = 5_000


def upload_page(target: Target, units: Sequence[tuple[int, str]] = ()) -> Answer:
    """Show the page, or take the file that was sent.

    ``units``: (id, name) of the units one of which owns all rows; asked for when there are several.
    """
    form = _form(units)
    if request.method == "GET":
        return _page(target, form)
    if not form.validate():
        form.refresh_key()
        return _page(target, form), UNPROCESSABLE
    try:
        return _take(target, form, units)
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return _page(target, form), UNPROCESSABLE


def _form(units: Sequence[tuple[int, str]]) -> SheetUploadForm:
    form = SheetUploadForm(request.form if request.method == "POST" else None)
    if len(units) > 1:
        field: Any = form.organization_id
        field.choices = choices((str(key), name) for key, name in units)
    else:
        del form.organization_id
    return form


def _page(target: Target, form: SheetUploadForm) -> str:
    return render_template("sheets/upload.html", target=target, form=form)


def _take(target: Target, form: SheetUploadForm, units: Sequence[tuple[int, str]]) -> Response:
    given = request.files.get("file")
    if given is None or not given.filename:
        raise Invalid(fields={"file": [_("请选择文件。")]})
    with NamedTemporaryFile() as kept:
        shutil.copyfileobj(given.stream, kept)
        kept.flush()
        digest = _digest(Path(kept.name))
        if (answer := replayed(digest)) is not None:
            return answer
        upload = _read(target, Path(kept.name), given.filename)
    actor = current_actor()
    unit = int(form.organization_id.data) if "organization_id" in form else next((key for key, _name in units), None)

    def call(session: Session) -> str:
        found = import_sheet.begin_sheet(session, target, upload, actor=actor, organization_id=unit)
        return url_for("sheets.sheet", sheet_id=found.id)

    return perform(call, extra=digest)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(target: Target, source: Path, name: str) -> Upload:
    blob = blobs.reserve(folder())
    path = blobs.path_of(folder(), blob)
    reading = read_file(source, path)
    layout = find_layout(list(islice(stored_rows(path), LOOKED_AT)), mapping.known_headings(target.fields))
    if layout is None:
        path.unlink()
        raise Invalid(fields={"file": [_("没有找到表头。请保证有一行写着各列的名称，下面是内容。")]})
    return Upload(blobs.safe_name(name, Path(name).suffix.lower().lstrip(".") or "csv"), blob, reading, layout)
