"""A pair as a file for programs, and as a sheet of paper; both say what the pair page says."""

from __future__ import annotations

import json

from flask import Blueprint, Response, render_template, url_for

from matchmaker.matching import dossier
from matchmaker.matching.views import DECIDE, load_pair
from matchmaker.matching.workflow import SUGGESTION
from matchmaker.web.policy import require

blueprint = Blueprint("dossier", __name__)


@blueprint.get("/suggestions/<id:suggestion_id>.json")
@require(GET=DECIDE)
def data(suggestion_id: int) -> Response:
    """The pair and why it was suggested, as one JSON document."""
    row = load_pair(suggestion_id)
    address = url_for("matching.pair", suggestion_id=row.id)
    body = json.dumps(dossier.document(row, address), ensure_ascii=False, indent=2)
    return Response(body, mimetype="application/json")


@blueprint.get("/suggestions/<id:suggestion_id>/sheet")
@require(GET=DECIDE)
def sheet(suggestion_id: int) -> str:
    """The pair on one sheet, to take along or to put into a file."""
    row = load_pair(suggestion_id)
    return render_template("matching/sheet.html", row=row, reasons=dossier.reasons(row), labels=SUGGESTION.labels)
