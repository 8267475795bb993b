"""对接推荐单: one page for paper."""

from __future__ import annotations

from flask import Response, render_template
from flask_babel import gettext as _

from matchmaker.deals import sheet as content
from matchmaker.deals import sheet_document
from matchmaker.deals.explanations import REST
from matchmaker.deals.models import DealState
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.viewpoints import explanation, viewpoint
from matchmaker.deals.views.blueprint import blueprint, load_deal
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.policy import needs, require


@blueprint.get("/deals/<id:deal_id>/sheet")
@require(GET=needs(Permission.READ, PERMISSIONS))
def sheet(deal_id: int) -> str:
    """Both sides on one page, why they were brought together, and room for each side's word."""
    row = load_deal(deal_id, Permission.READ)
    view = viewpoint(current_actor(), row)
    grounds = explanation(row, view)
    return render_template(
        "deals/sheet.html",
        deal=row,
        sides=content.sides(row, view),
        explanation=grounds,
        may_send=row.state != DealState.CLOSED and PERMISSIONS.allows(current_actor(), Permission.SEND_SHEET, row),
        words=[part["label"] for part in grounds.parts if part["label"] != REST],
    )


@blueprint.get("/deals/<id:deal_id>/sheet/word")
@require(GET=needs(Permission.READ, PERMISSIONS))
def export_sheet(deal_id: int) -> Response:
    """The same as a Word document, to be changed, printed and signed."""
    row = load_deal(deal_id, Permission.READ)
    made = sheet_document.document(sheet_document.of_deal(row, viewpoint(current_actor(), row)))
    return exports.word(made, _("对接推荐单"), "introduction-sheet", deal=row.id)
