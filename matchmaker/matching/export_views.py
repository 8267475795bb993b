"""The officer's queue as a file, and the sheet of one pair."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _

from matchmaker.deals import sheet_document
from matchmaker.matching import pair_sheet, queries
from matchmaker.matching.export_columns import COLUMNS
from matchmaker.matching.views import DECIDE, QUEUE, blueprint, load_pair, queue_filter
from matchmaker.web.actor import current_actor
from matchmaker.web.exports import export_query, word
from matchmaker.web.policy import require


@blueprint.get("/suggestions/export")
@require(GET=QUEUE)
def export() -> Response:
    """What waits for a decision, as filtered on the page."""
    query = queries.queued(current_actor(), queue_filter(request.args))
    return export_query(_("匹配推荐"), "suggestions", COLUMNS, query)


@blueprint.get("/suggestions/<id:suggestion_id>/sheet/word")
@require(GET=DECIDE)
def export_sheet(suggestion_id: int) -> Response:
    """对接推荐单 of a pair, to be talked over before the decision."""
    row = load_pair(suggestion_id)
    made = sheet_document.document(pair_sheet.content(row))
    return word(made, _("对接推荐单"), "introduction-sheet", suggestion=row.id)
