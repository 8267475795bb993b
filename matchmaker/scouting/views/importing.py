"""Where a roster is uploaded, and its template."""

from __future__ import annotations

from werkzeug.wrappers import Response

from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.sheet_target import SCOUT_SHEET
from matchmaker.scouting.views.blueprint import blueprint
from matchmaker.sheets.views.blueprint import Answer
from matchmaker.sheets.views.sheet_files import template_file
from matchmaker.sheets.views.uploading import upload_page
from matchmaker.web.policy import body_limit, needs, require

IMPORT = needs(Permission.ROSTER_IMPORT, PERMISSIONS)


@blueprint.route("/scouts/import", methods=["GET", "POST"])
@require(GET=IMPORT, POST=IMPORT)
@body_limit(21)
def import_scouts() -> Answer:
    """Upload a roster."""
    return upload_page(SCOUT_SHEET)


@blueprint.get("/scouts/import/template")
@require(GET=IMPORT)
def template_scouts() -> Response:
    """A workbook for the roster, to be filled in."""
    return template_file(SCOUT_SHEET)
