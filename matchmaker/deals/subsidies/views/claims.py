"""The lists of claims: a unit's own, the office's queue, and both as files."""

from __future__ import annotations

from flask import Response, render_template, request
from flask_babel import gettext as _
from sqlalchemy import Select

from matchmaker.deals.subsidies import queries
from matchmaker.deals.subsidies.export_columns import CLAIMS
from matchmaker.deals.subsidies.forms.claims import ClaimFilterForm
from matchmaker.deals.subsidies.models import Claim, ClaimState
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission
from matchmaker.deals.subsidies.views.blueprint import blueprint
from matchmaker.deals.subsidies.workflow import CLAIM, CLAIM_TONES
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

SIZE = 25
LIST = needs(Permission.LIST, PERMISSIONS)


@blueprint.get("/claims")
@require(GET=LIST)
def claims() -> str:
    """One's claims; an officer's of the region, without other people's drafts."""
    form = ClaimFilterForm(request.args)
    page = paginate(db.session, wanted(form), number=requested_page(), size=SIZE)
    lines = [
        {"claim": row, "state": (_(CLAIM.labels[row.state]), CLAIM_TONES[ClaimState(row.state)])} for row in page.items
    ]
    return render_template(
        "subsidies/claims.html",
        form=form,
        page=page,
        lines=lines,
        is_narrowed=bool(form.chosen()),
        oversees=queries.oversees(current_actor()),
    )


@blueprint.get("/claims/export")
@require(GET=LIST)
def export_claims() -> Response:
    """The list as filtered on the page."""
    return exports.export_query(_("政策申领"), "claims", CLAIMS, wanted(ClaimFilterForm(request.args)))


def wanted(form: ClaimFilterForm) -> Select[Claim]:
    """What the address asks for and the actor may see."""
    given = form.chosen()
    return queries.claims(current_actor(), state=given.get("state", ""), text=given.get("q", ""))
