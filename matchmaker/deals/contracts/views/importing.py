"""Where a table of the register is uploaded, and its template."""

from __future__ import annotations

from werkzeug.wrappers import Response

from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.sheet_target import CONTRACT_SHEET
from matchmaker.deals.contracts.views.blueprint import blueprint
from matchmaker.sheets.views.blueprint import Answer
from matchmaker.sheets.views.sheet_files import template_file
from matchmaker.sheets.views.uploading import upload_page
from matchmaker.web.policy import body_limit, needs, require

IMPORT = needs(Permission.IMPORT, PERMISSIONS)


@blueprint.route("/contracts/import", methods=["GET", "POST"])
@require(GET=IMPORT, POST=IMPORT)
@body_limit(21)
def import_contracts() -> Answer:
    """Upload the register's table."""
    return upload_page(CONTRACT_SHEET)


@blueprint.get("/contracts/import/template")
@require(GET=IMPORT)
def template_contracts() -> Response:
    """A workbook for contracts, to be filled in."""
    return template_file(CONTRACT_SHEET)
