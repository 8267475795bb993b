"""导入 Excel: a table of any shape uploaded, its columns settled, tried, confirmed."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from openpyxl.utils import get_column_letter
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog import blobs
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.forms.sheet import ColumnsForm, SheetUploadForm
from matchmaker.catalog.models import RecordKind, SheetImport, SheetStage
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.services import import_sheet
from matchmaker.catalog.services.import_sheet import Upload
from matchmaker.catalog.services.take_rows import Outcome
from matchmaker.catalog.sheet_fields import fields
from matchmaker.catalog.sheets import mapping
from matchmaker.catalog.sheets.layout import find_layout
from matchmaker.catalog.sheets.sandbox import read_file, stored_rows
from matchmaker.catalog.views import units
from matchmaker.catalog.views.editing import UNPROCESSABLE, Answer
from matchmaker.catalog.views.sides import ACHIEVEMENT, NEED, SIDES, Side
from matchmaker.config import Settings
from matchmaker.core.errors import Conflict, Forbidden, Invalid, NotFound
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.forms import choices
from matchmaker.web.idempotency import SEE_OTHER, perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import body_limit, needs, require

SETTINGS_KEY = "matchmaker_settings"
LOOKED_AT = 5_000
SHOWN_PROBLEMS = 100
ACHIEVEMENTS = needs(Permission.ACHIEVEMENT_IMPORT, PERMISSIONS)
NEEDS = needs(Permission.NEED_IMPORT, PERMISSIONS)
HANDLE = needs(Permission.SHEET_HANDLE, PERMISSIONS)
IN_WORK = {SheetStage.CHECKING, SheetStage.IMPORTING}


@blueprint.route("/my/achievements/import", methods=["GET", "POST"])
@require(GET=ACHIEVEMENTS, POST=ACHIEVEMENTS)
@body_limit(21)
def import_achievements() -> Answer:
    """Upload one's unit's own table of achievements."""
    return _upload(ACHIEVEMENT)


@blueprint.route("/my/needs/import", methods=["GET", "POST"])
@require(GET=NEEDS, POST=NEEDS)
@body_limit(21)
def import_needs() -> Answer:
    """Upload a table of firms' needs."""
    return _upload(NEED)


@blueprint.route("/imports/<id:sheet_id>", methods=["GET", "POST"])
@require(GET=HANDLE, POST=HANDLE)
def sheet(sheet_id: int) -> Answer:
    """Where an uploaded table stands; a POST says what its columns hold."""
    row = load_sheet(sheet_id)
    if request.method == "POST":
        return _settle(row)
    if row.stage in IN_WORK:
        return _progress(row)
    if row.stage == SheetStage.COLUMNS or (row.stage == SheetStage.CHECKED and request.args.get("step") == "columns"):
        return _columns_page(row, _columns_form(row, None))
    return _result(row)


@blueprint.post("/imports/<id:sheet_id>/confirm")
@require(POST=HANDLE)
def confirm_sheet(sheet_id: int) -> Response:
    """Import what was tried."""
    row = load_sheet(sheet_id)
    if (answer := replayed()) is not None:
        return answer
    rows = None if import_sheet.is_large(row) else list(import_sheet.rows_of(row, path_of_rows(row)))
    version = request.form.get("version", type=int)
    actor = current_actor()

    def call(session: Session) -> str:
        found = session.get_one(SheetImport, sheet_id)
        import_sheet.confirm_sheet(session, found, actor=actor, version=version, rows=rows)
        return url_for("catalog.sheet", sheet_id=sheet_id)

    return perform(call)


def load_sheet(sheet_id: int) -> SheetImport:
    """An uploaded table of the present actor; 404 for anybody else's."""
    row = load(SheetImport, sheet_id, Permission.SHEET_HANDLE, PERMISSIONS)
    if not PERMISSIONS.holds(current_actor(), import_sheet.IMPORT[RecordKind(row.record_kind)]):
        raise NotFound
    return row


def path_of_rows(row: SheetImport) -> Path:
    """Where its rows lie; NotFound once they were removed."""
    path = blobs.path_of(_folder(), row.blob)
    if not path.is_file():
        raise NotFound(_("这份表格已过保存期限，请重新上传。"))
    return path


def _folder() -> Path:
    settings: Settings = current_app.extensions[SETTINGS_KEY]
    return settings.blob_dir


def _upload(side: Side) -> Answer:
    form = _upload_form(side)
    if request.method == "GET":
        return _upload_page(side, form)
    if not form.validate():
        form.refresh_key()
        return _upload_page(side, form), UNPROCESSABLE
    try:
        return _take(side, form)
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return _upload_page(side, form), UNPROCESSABLE


def _upload_form(side: Side) -> SheetUploadForm:
    form, actor = SheetUploadForm(request.form if request.method == "POST" else None), current_actor()
    if side is ACHIEVEMENT and not actor.organization_ids:
        raise Forbidden(units.NO_UNIT)
    if side is NEED or len(actor.organization_ids) == 1:
        del form.organization_id
        return form
    field: Any = form.organization_id
    field.choices = choices((str(unit.id), unit.name) for unit in units.own_units(actor))
    return form


def _upload_page(side: Side, form: SheetUploadForm) -> str:
    return render_template("catalog/sheet_upload.html", side=side, form=form)


def _take(side: Side, form: SheetUploadForm) -> Response:
    given = request.files.get("file")
    if given is None or not given.filename:
        raise Invalid(fields={"file": [_("请选择文件。")]})
    with NamedTemporaryFile() as kept:
        shutil.copyfileobj(given.stream, kept)
        kept.flush()
        digest = _digest(Path(kept.name))
        if (answer := replayed(digest)) is not None:
            return answer
        upload = _read(side.kind, Path(kept.name), given.filename)
    actor = current_actor()
    unit = None if side is NEED else units.chosen_unit(form, actor)

    def call(session: Session) -> str:
        found = import_sheet.begin_sheet(session, side.kind, upload, actor=actor, organization_id=unit)
        return url_for("catalog.sheet", sheet_id=found.id)

    return perform(call, extra=digest)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _read(kind: RecordKind, source: Path, name: str) -> Upload:
    blob = blobs.reserve(_folder())
    target = blobs.path_of(_folder(), blob)
    reading = read_file(source, target)
    layout = find_layout(list(islice(stored_rows(target), LOOKED_AT)), mapping.known_headings(fields(kind)))
    if layout is None:
        target.unlink()
        raise Invalid(fields={"file": [_("没有找到表头。请保证有一行写着各列的名称，下面是内容。")]})
    return Upload(blobs.safe_name(name, Path(name).suffix.lower().lstrip(".") or "csv"), blob, reading, layout)


def _guesses(row: SheetImport) -> list[mapping.Guess]:
    found = mapping.guess(import_sheet.stored_layout(row).columns, fields(RecordKind(row.record_kind)))
    if row.stage == SheetStage.COLUMNS:
        return found
    chosen = import_sheet.stored_chosen(row)
    settled = (chosen.get(each.column.index, ("", "")) for each in found)
    return [mapping.settled(each, *answer) for each, answer in zip(found, settled, strict=True)]


def _columns_form(row: SheetImport, formdata: Any) -> ColumnsForm:
    asked_first = sorted(_guesses(row), key=lambda each: not (each.asks or each.asks_unit))
    form = ColumnsForm(formdata, RecordKind(row.record_kind), asked_first)
    if formdata is None:
        form.version.data = row.version
        if "claims" in form:
            form.claims.data = row.claims
    return form


def _columns_page(row: SheetImport, form: ColumnsForm) -> str:
    lines = [
        {"letter": get_column_letter(guess.column.index + 1), "guess": guess, "row": entry.form, "number": number}
        for number, (guess, entry) in enumerate(zip(form.guesses, form.columns.entries, strict=True))
    ]
    side = SIDES[RecordKind(row.record_kind)]
    return render_template("catalog/sheet_columns.html", side=side, sheet=row, form=form, lines=lines)


def _settle(row: SheetImport) -> Answer:
    if (answer := replayed()) is not None:
        return answer
    if row.stage not in {SheetStage.COLUMNS, SheetStage.CHECKED}:
        raise Conflict
    form = _columns_form(row, request.form)
    if not form.validate():
        form.refresh_key()
        return _columns_page(row, form), UNPROCESSABLE
    chosen, claims = form.chosen(), bool(form.claims.data) if "claims" in form else False
    outcome = None if import_sheet.is_large(row) else _tried(row, chosen, claims=claims)
    actor, sheet_id = current_actor(), row.id

    def call(session: Session) -> str:
        found = session.get_one(SheetImport, sheet_id)
        import_sheet.settle_columns(
            session, found, chosen, claims=claims, actor=actor, version=form.version.data, outcome=outcome
        )
        return url_for("catalog.sheet", sheet_id=sheet_id)

    return perform(call)


def _tried(row: SheetImport, chosen: dict[int, tuple[str, str]], *, claims: bool) -> Outcome:
    task = import_sheet.taking(row, current_actor(), claims=claims)
    return task.judge(db.session, list(import_sheet.rows_of(row, path_of_rows(row), chosen)))


def _progress(row: SheetImport) -> str:
    job = import_sheet.job_of(db.session, row)
    return render_template("catalog/sheet_progress.html", side=SIDES[RecordKind(row.record_kind)], sheet=row, job=job)


def _result(row: SheetImport) -> Answer:
    if row.stage == SheetStage.DONE and request.args.get("step") == "columns":
        flash(_("已经导入，列的对应不能再改。可以改好表格后重新上传。"), "info")
        return redirect(url_for("catalog.sheet", sheet_id=row.id), SEE_OTHER)
    problems: Sequence[Any] = row.problems
    return render_template(
        "catalog/sheet_result.html",
        side=SIDES[RecordKind(row.record_kind)],
        sheet=row,
        counts=import_sheet.summary(row),
        done=row.stage == SheetStage.DONE,
        problems=[_shown(*problem) for problem in problems[:SHOWN_PROBLEMS]],
        problem_count=len(problems),
    )


def _shown(number: int, column: int | None, heading: str, message: str) -> dict[str, Any]:
    place = f"{get_column_letter(column + 1)}{number}" if column is not None else _("整行")
    return {"number": number, "place": place, "heading": heading, "message": message}
