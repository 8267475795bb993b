"""Where the published list is uploaded as a table, and its template."""

from __future__ import annotations

from werkzeug.wrappers import Response

from matchmaker.organizations.infringement.policies import PERMISSIONS, Permission
from matchmaker.organizations.infringement.sheet_target import INFRINGEMENT_SHEET
from matchmaker.organizations.infringement.views.blueprint import blueprint
from matchmaker.sheets.views.blueprint import Answer
from matchmaker.sheets.views.sheet_files import template_file
from matchmaker.sheets.views.uploading import upload_page
from matchmaker.web.policy import body_limit, needs, require

IMPORT = needs(Permission.IMPORT, PERMISSIONS)


@blueprint.route("/infringement/import", methods=["GET", "POST"])
@require(GET=IMPORT, POST=IMPORT)
@body_limit(21)
def import_entries() -> Answer:
    """Upload the list."""
    return upload_page(INFRINGEMENT_SHEET)


@blueprint.get("/infringement/import/template")
@require(GET=IMPORT)
def template_entries() -> Response:
    """A workbook for the list, to be filled in."""
    return template_file(INFRINGEMENT_SHEET)
