"""Where a table of organisations is uploaded, and its template."""

from __future__ import annotations

from flask import redirect, url_for
from werkzeug.wrappers import Response

from matchmaker.organizations.policies import PERMISSIONS, Permission
from matchmaker.organizations.sheet_target import ORGANIZATION_SHEET
from matchmaker.organizations.views.blueprint import blueprint
from matchmaker.sheets.views.blueprint import Answer
from matchmaker.sheets.views.sheet_files import template_file
from matchmaker.sheets.views.uploading import upload_page
from matchmaker.web.actor import current_actor
from matchmaker.web.idempotency import SEE_OTHER
from matchmaker.web.policy import body_limit, needs, require

IMPORT = needs(Permission.IMPORT, PERMISSIONS)


@blueprint.route("/organizations/import", methods=["GET", "POST"])
@require(GET=IMPORT, POST=IMPORT)
@body_limit(21)
def import_organizations() -> Answer:
    """Upload a table of organisations."""
    return upload_page(ORGANIZATION_SHEET)


@blueprint.get("/organizations/import/template")
@require(GET=IMPORT)
def template_organizations() -> Response:
    """A workbook for organisations, to be filled in."""
    return template_file(ORGANIZATION_SHEET)


@blueprint.get("/organizations/imported")
@require(GET=IMPORT)
def imported() -> Response:
    """Where whoever imports them finds them: an officer in the list, an administrator back at the upload."""
    is_officer = PERMISSIONS.holds(current_actor(), Permission.VERIFY)
    page = "organizations.organizations" if is_officer else "organizations.import_organizations"
    return redirect(url_for(page), SEE_OTHER)
