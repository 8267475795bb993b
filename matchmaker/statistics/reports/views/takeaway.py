"""A report as files in the form's layout."""

from __future__ import annotations

from werkzeug.wrappers import Response

from matchmaker.statistics.reports import form_paper
from matchmaker.statistics.reports.models import AnnualReport
from matchmaker.statistics.reports.policies import PERMISSIONS, Permission
from matchmaker.statistics.reports.views.blueprint import blueprint, title_of
from matchmaker.web import exports
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

READ = needs(Permission.READ, PERMISSIONS)
SLUG = "annual-report"


@blueprint.get("/annual-reports/<id:report_id>/word")
@require(GET=READ)
def export_word(report_id: int) -> Response:
    """The report to sign and stamp."""
    row = load(AnnualReport, report_id, Permission.READ, PERMISSIONS)
    return exports.word(form_paper.word_of(row, title_of(row)), _name(row), SLUG, report=row.id)


@blueprint.get("/annual-reports/<id:report_id>/excel")
@require(GET=READ)
def export_excel(report_id: int) -> Response:
    """The same as a workbook."""
    row = load(AnnualReport, report_id, Permission.READ, PERMISSIONS)
    file = exports.new_file()
    form_paper.write_excel(file, row, title_of(row))
    name = _name(row)
    exports.note(SLUG, exports.Format.EXCEL.value, report=row.id)
    return exports.download(file, name, SLUG, exports.Format.EXCEL.value)


def _name(row: AnnualReport) -> str:
    return f"{row.organization.name}{title_of(row)}"
