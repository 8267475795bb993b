"""Workbooks to take away: the template to be filled in, and one's own table with its mistakes marked."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.catalog import mandatory
from matchmaker.catalog.blobs import TYPES
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.services.import_sheet import stored_layout
from matchmaker.catalog.sheet_fields import NOTES, fields
from matchmaker.catalog.sheets import marked
from matchmaker.catalog.sheets.rows import UNIT_NAME, Problem
from matchmaker.catalog.sheets.sandbox import stored_rows
from matchmaker.catalog.sheets.template import write_template
from matchmaker.catalog.views.sheets import ACHIEVEMENTS, HANDLE, NEEDS, load_sheet, path_of_rows
from matchmaker.core.i18n import N_
from matchmaker.web.policy import require

NAMES = {RecordKind.ACHIEVEMENT: N_("成果导入模板.xlsx"), RecordKind.NEED: N_("需求导入模板.xlsx")}
HELP = (
    N_("第一行是列名，从第二行起一行一条。橙色的列提交前必填；导入时只有名称必填，其余可以以后补。"),
    N_("列可以删、可以换顺序，也可以直接上传自己的表：列名不同的，系统会对应并请您确认。"),
    N_("转化方式、合作方式可以写几项，用顿号分开。技术指标写成“收率：97%；纯度：≥99.5%”。"),
    N_("金额按列名里的单位填；单元格里也可以写“50万元”“30-50万”。需求预算写区间的，按上限计。"),
    N_("成熟度可以写 1～9 级，也可以写小试（按 4 级）、中试（按 6 级）、产业化（按 9 级）。"),
    N_("同一份表再次上传不会重复：按编号识别，没有编号的按名称识别。"),
    N_("涉密和内部资料不能上传。"),
)


@blueprint.get("/my/achievements/import/template")
@require(GET=ACHIEVEMENTS)
def template_achievements() -> Response:
    """A workbook for achievements, to be filled in."""
    return _template(RecordKind.ACHIEVEMENT)


@blueprint.get("/my/needs/import/template")
@require(GET=NEEDS)
def template_needs() -> Response:
    """A workbook for needs, to be filled in."""
    return _template(RecordKind.NEED)


@blueprint.get("/imports/<id:sheet_id>/marked")
@require(GET=HANDLE)
def marked_sheet(sheet_id: int) -> Response:
    """One's own table with what has to be mended marked in its cells."""
    row = load_sheet(sheet_id)
    source, layout = path_of_rows(row), stored_layout(row)
    problems = [Problem(*each) for each in row.problems]
    is_whole = row.row_count <= marked.MOST_ROWS
    with TemporaryDirectory() as folder:
        target = Path(folder) / "marked.xlsx"
        title = _("需要修改")
        marked.write_marked(target, stored_rows(source), problems, head=layout.head, is_whole=is_whole, title=title)
        return _answer(target, _("%(name)s（标注）.xlsx", name=Path(row.file_name).stem))


def _template(kind: RecordKind) -> Response:
    needed = frozenset({name for name, _message, _holds in mandatory.SUBMIT[kind]} | {UNIT_NAME})
    notes = {name: _(text) for name, text in NOTES.items()}
    with TemporaryDirectory() as folder:
        target = Path(folder) / "template.xlsx"
        write_template(target, fields(kind), notes, needed, [_(line) for line in HELP])
        return _answer(target, _(NAMES[kind]))


def _answer(path: Path, name: str) -> Response:
    """The file as a download; it may be removed once this returns, an open file stays readable."""
    answer = send_file(path.open("rb"), mimetype=TYPES["xlsx"], as_attachment=True, download_name=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
