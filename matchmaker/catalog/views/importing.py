"""Where tables of achievements and needs are uploaded, and their templates."""

from __future__ import annotations

from werkzeug.wrappers import Response

from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.sheet_targets import ACHIEVEMENT_SHEET, NEED_SHEET
from matchmaker.catalog.views import units
from matchmaker.core.errors import Forbidden
from matchmaker.sheets.views.blueprint import Answer
from matchmaker.sheets.views.sheet_files import template_file
from matchmaker.sheets.views.uploading import upload_page
from matchmaker.web.actor import current_actor
from matchmaker.web.policy import body_limit, needs, require

ACHIEVEMENTS = needs(Permission.ACHIEVEMENT_IMPORT, PERMISSIONS)
NEEDS = needs(Permission.NEED_IMPORT, PERMISSIONS)


@blueprint.route("/my/achievements/import", methods=["GET", "POST"])
@require(GET=ACHIEVEMENTS, POST=ACHIEVEMENTS)
@body_limit(21)
def import_achievements() -> Answer:
    """Upload one's unit's own table of achievements."""
    own = units.own_units(current_actor())
    if not own:
        raise Forbidden(units.NO_UNIT)
    return upload_page(ACHIEVEMENT_SHEET, [(unit.id, unit.name) for unit in own])


@blueprint.route("/my/needs/import", methods=["GET", "POST"])
@require(GET=NEEDS, POST=NEEDS)
@body_limit(21)
def import_needs() -> Answer:
    """Upload a table of firms' needs."""
    return upload_page(NEED_SHEET)


@blueprint.get("/my/achievements/import/template")
@require(GET=ACHIEVEMENTS)
def template_achievements() -> Response:
    """A workbook for achievements, to be filled in."""
    return template_file(ACHIEVEMENT_SHEET)


@blueprint.get("/my/needs/import/template")
@require(GET=NEEDS)
def template_needs() -> Response:
    """A workbook for needs, to be filled in."""
    return template_file(NEED_SHEET)
