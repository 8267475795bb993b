"""Workbooks to take away: a template to be filled in, and one's own table with its mistakes marked."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.core.blobs import TYPES
from matchmaker.sheets.services.import_sheet import stored_layout
from matchmaker.sheets.tables import marked
from matchmaker.sheets.tables.rows import Problem
from matchmaker.sheets.tables.sandbox import stored_rows
from matchmaker.sheets.tables.template import write_template
from matchmaker.sheets.target import Target
from matchmaker.sheets.views.blueprint import blueprint
from matchmaker.sheets.views.sheets import HANDLE, load_sheet, path_of_rows
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.policy import require


@blueprint.get("/imports/<id:sheet_id>/marked")
@require(GET=HANDLE)
def marked_sheet(sheet_id: int) -> Response:
    """One's own table with what has to be mended, or noticed, marked in its cells."""
    row = load_sheet(sheet_id)
    source, layout = path_of_rows(row), stored_layout(row)
    problems = [Problem(*each) for each in [*row.problems, *row.remarks]]
    is_whole = row.row_count <= marked.MOST_ROWS
    with TemporaryDirectory() as folder:
        path = Path(folder) / "marked.xlsx"
        title = _("需要修改或留意") if row.remarks else _("需要修改")
        marked.write_marked(path, stored_rows(source), problems, head=layout.head, is_whole=is_whole, title=title)
        return _answer(path, _("%(name)s（标注）.xlsx", name=Path(row.file_name).stem))


def template_file(target: Target) -> Response:
    """The workbook of a target, to be filled in; its route and rights are the target's own."""
    notes = {name: _(text) for name, text in target.notes.items()}
    offers = target.offers(db.session, current_actor()) if target.offers else {}
    with TemporaryDirectory() as folder:
        path = Path(folder) / "template.xlsx"
        write_template(path, target.fields, notes, target.needed, [_(line) for line in target.words.help], offers)
        return _answer(path, _(target.words.template))


def _answer(path: Path, name: str) -> Response:
    """The file as a download; it may be removed once this returns, an open file stays readable."""
    answer = send_file(path.open("rb"), mimetype=TYPES["xlsx"], as_attachment=True, download_name=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
