"""The list of deals as a file."""

from __future__ import annotations

from flask import Response
from flask_babel import gettext as _

from matchmaker.deals.export_columns import COLUMNS, line
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.views.blueprint import blueprint
from matchmaker.deals.views.listing import filtered
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require


@blueprint.get("/deals/export")
@require(GET=needs(Permission.LIST, PERMISSIONS))
def export() -> Response:
    """One's deals, as filtered on the page."""
    actor = current_actor()
    query = filtered(actor)
    total = exports.count(db.session, query)
    rows = (line(deal, actor) for deal in exports.stream(db.session, query))
    return exports.export(_("对接"), "deals", COLUMNS, rows, total=total)
