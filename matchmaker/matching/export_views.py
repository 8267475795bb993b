"""The officer's queue as a file."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _

from matchmaker.matching import queries
from matchmaker.matching.export_columns import COLUMNS
from matchmaker.matching.views import QUEUE, blueprint, queue_filter
from matchmaker.web.actor import current_actor
from matchmaker.web.exports import export_query
from matchmaker.web.policy import require


@blueprint.get("/suggestions/export")
@require(GET=QUEUE)
def export() -> Response:
    """What waits for a decision, as filtered on the page."""
    query = queries.queued(current_actor(), queue_filter(request.args))
    return export_query(_("匹配推荐"), "suggestions", COLUMNS, query)
