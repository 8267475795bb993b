"""导入 Excel: the columns of an uploaded table settled, tried, confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from openpyxl.utils import get_column_letter
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core import blobs
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.sheets.forms import ColumnsForm
from matchmaker.sheets.models import SheetImport, SheetStage
from matchmaker.sheets.outcome import Outcome
from matchmaker.sheets.policies import PERMISSIONS, Permission
from matchmaker.sheets.services import import_sheet
from matchmaker.sheets.tables import mapping
from matchmaker.sheets.tables.fields import Kind
from matchmaker.sheets.target import Target
from matchmaker.sheets.views.blueprint import UNPROCESSABLE, Answer, blueprint, folder, target_of
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.filters import masked_phone
from matchmaker.web.idempotency import SEE_OTHER, perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

SHOWN_PROBLEMS = 100
HANDLE = needs(Permission.HANDLE, PERMISSIONS)
IN_WORK = {SheetStage.CHECKING, SheetStage.IMPORTING}


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
    target = target_of(row)
    rows = None if import_sheet.is_large(row) else list(import_sheet.rows_of(row, target, path_of_rows(row)))
    version = request.form.get("version", type=int)
    actor = current_actor()

    def call(session: Session) -> str:
        found = session.get_one(SheetImport, sheet_id)
        import_sheet.confirm_sheet(session, found, target, actor=actor, version=version, rows=rows)
        return url_for("sheets.sheet", sheet_id=sheet_id)

    return perform(call)


def load_sheet(sheet_id: int) -> SheetImport:
    """An uploaded table of the present actor; 404 for anybody else's."""
    row = load(SheetImport, sheet_id, Permission.HANDLE, PERMISSIONS)
    target = target_of(row)
    if not target.table.holds(current_actor(), target.permission):
        raise NotFound
    return row


def path_of_rows(row: SheetImport) -> Path:
    """Where its rows lie; NotFound once they were removed."""
    path = blobs.path_of(folder(), row.blob)
    if not path.is_file():
        raise NotFound(_("这份表格已过保存期限，请重新上传。"))
    return path


def _guesses(row: SheetImport) -> list[mapping.Guess]:
    found = mapping.guess(import_sheet.stored_layout(row).columns, target_of(row).fields)
    if row.stage == SheetStage.COLUMNS:
        return found
    chosen = import_sheet.stored_chosen(row)
    settled = (chosen.get(each.column.index, ("", "")) for each in found)
    return [mapping.settled(each, *answer) for each, answer in zip(found, settled, strict=True)]


def _columns_form(row: SheetImport, formdata: Any) -> ColumnsForm:
    asked_first = sorted(_guesses(row), key=lambda each: not (each.asks or each.asks_unit))
    form = ColumnsForm(formdata, target_of(row), asked_first)
    if formdata is None:
        form.version.data = row.version
        if "claims" in form:
            form.claims.data = row.claims
    return form


def _columns_page(row: SheetImport, form: ColumnsForm) -> str:
    pairs = enumerate(zip(form.guesses, form.columns.entries, strict=True))
    lines = [_column(number, guess, entry.form, form) for number, (guess, entry) in pairs]
    return render_template("sheets/columns.html", target=target_of(row), sheet=row, form=form, lines=lines)


def _column(number: int, guess: mapping.Guess, row: Any, form: ColumnsForm) -> dict[str, Any]:
    """What is shown of a column; of telephone numbers only as much as lists show."""
    kinds = {each.name: each.kind for each in form.target.fields}
    is_phone = Kind.PHONE in {kinds.get(name) for name in (guess.field, *guess.candidates)}
    samples = [masked_phone(text) if is_phone else text for text in guess.column.samples]
    letter = get_column_letter(guess.column.index + 1)
    return {"letter": letter, "guess": guess, "row": row, "number": number, "samples": samples}


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
        return url_for("sheets.sheet", sheet_id=sheet_id)

    return perform(call)


def _tried(row: SheetImport, chosen: dict[int, tuple[str, str]], *, claims: bool) -> Outcome:
    target: Target = target_of(row)
    task = target.taking(row, current_actor(), claims=claims)
    return task.judge(db.session, list(import_sheet.rows_of(row, target, path_of_rows(row), chosen)))


def _progress(row: SheetImport) -> str:
    job = import_sheet.job_of(db.session, row)
    return render_template("sheets/progress.html", target=target_of(row), sheet=row, job=job)


def _result(row: SheetImport) -> Answer:
    if row.stage == SheetStage.DONE and request.args.get("step") == "columns":
        flash(_("已经导入，列的对应不能再改。可以改好表格后重新上传。"), "info")
        return redirect(url_for("sheets.sheet", sheet_id=row.id), SEE_OTHER)
    problems: Sequence[Any] = row.problems
    remarks: Sequence[Any] = row.remarks
    return render_template(
        "sheets/result.html",
        target=target_of(row),
        sheet=row,
        counts=import_sheet.summary(row),
        done=row.stage == SheetStage.DONE,
        problems=[_shown(*problem) for problem in problems[:SHOWN_PROBLEMS]],
        problem_count=len(problems),
        remarks=[_shown(*remark) for remark in remarks[:SHOWN_PROBLEMS]],
        remark_count=len(remarks),
    )


def _shown(number: int, column: int | None, heading: str, message: str) -> dict[str, Any]:
    place = f"{get_column_letter(column + 1)}{number}" if column is not None else _("整行")
    return {"number": number, "place": place, "heading": heading, "message": message}
