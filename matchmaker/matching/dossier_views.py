"""A pair as a file for programs, and as a sheet of paper; both say what the pair page says."""

from __future__ import annotations

import json

from flask import Blueprint, Response, render_template, url_for

from matchmaker.core import clock
from matchmaker.core.errors import NotFound
from matchmaker.matching import dossier, queries
from matchmaker.matching.models import Suggestion
from matchmaker.matching.policies import PERMISSIONS, Permission
from matchmaker.matching.workflow import SUGGESTION
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

blueprint = Blueprint("dossier", __name__)
DECIDE = needs(Permission.DECIDE, PERMISSIONS)


@blueprint.get("/suggestions/<id:suggestion_id>.json")
@require(GET=DECIDE)
def data(suggestion_id: int) -> Response:
    """The pair and why it was suggested, as one JSON document."""
    row = _pair(suggestion_id)
    address = url_for("matching.pair", suggestion_id=row.id)
    body = json.dumps(dossier.document(row, address), ensure_ascii=False, indent=2)
    return Response(body, mimetype="application/json")


@blueprint.get("/suggestions/<id:suggestion_id>/sheet")
@require(GET=DECIDE)
def sheet(suggestion_id: int) -> str:
    """The pair on one sheet, to take along or to put into a file."""
    row = _pair(suggestion_id)
    return render_template(
        "matching/sheet.html", row=row, reasons=dossier.reasons(row), labels=SUGGESTION.labels, printed_on=clock.today()
    )


def _pair(suggestion_id: int) -> Suggestion:
    """For whom may decide on it; for others it is not there."""
    row = queries.pair(db.session, suggestion_id)
    if row is None:
        raise NotFound
    PERMISSIONS.require(current_actor(), Permission.DECIDE, row)
    return row
