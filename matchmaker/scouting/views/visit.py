"""访前清单 and 我的成绩: what to take along, and what became of it."""

from __future__ import annotations

from flask import current_app, render_template
from flask_babel import gettext as _

from matchmaker.catalog.workflow import ACHIEVEMENT, NEED
from matchmaker.core import clock
from matchmaker.core.errors import NotFound
from matchmaker.organizations.models import Organization
from matchmaker.scouting.policies import PERMISSIONS, Permission
from matchmaker.scouting.ports import PROSPECTS, NothingMatched, Prospects
from matchmaker.scouting.queries.credit import SIZE, finds, totals
from matchmaker.scouting.queries.visits import visit_list as wanted
from matchmaker.scouting.views.blueprint import blueprint
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.pagination import Page, page_href, requested_page
from matchmaker.web.policy import needs, require

LABELS = {"achievement": ACHIEVEMENT.labels, "need": NEED.labels}


def prospects() -> Prospects:
    """What knows of matches and deals in this application."""
    found: Prospects = current_app.extensions.get(PROSPECTS) or NothingMatched()
    return found


@blueprint.get("/organizations/<id:organization_id>/visit-list")
@require(GET=needs(Permission.VISIT_LIST, PERMISSIONS))
def visit_list(organization_id: int) -> str:
    """The open needs that fit a unit, by field, the best first; made for print."""
    unit = db.session.get(Organization, organization_id)
    if unit is None:
        raise NotFound
    fits = prospects().fits(db.session, organization_id)
    return render_template(
        "scouting/visit_list.html",
        unit=unit,
        groups=wanted(db.session, current_actor(), organization_id, fits),
        today=clock.today(),
    )


@blueprint.get("/my/credit")
@require(GET=needs(Permission.CREDIT_READ, PERMISSIONS))
def credit() -> str:
    """The records that carry one's name for good, and how far they got."""
    me, number = current_actor().user_id, requested_page()
    rows, total = finds(db.session, me, number)
    results = {
        kind: prospects().progress(db.session, kind, [row.id for row in rows if row.kind == kind]) for kind in LABELS
    }
    numbers = totals(db.session, me)
    return render_template(
        "scouting/credit.html",
        page=Page(rows, min(number, max(1, -(-total // SIZE))), SIZE, total),
        page_href=page_href,
        labels=LABELS,
        own_page=lambda kind, key: f"/my/{kind}s/{key}",
        words={"achievement": _("成果"), "need": _("需求")},
        results=results,
        figures=[
            {"label": _("登记的成果"), "value": numbers.get("achievement", 0)},
            {"label": _("代填的需求"), "value": numbers.get("need", 0)},
            {"label": _("已经发布过"), "value": numbers["published"]},
        ],
    )
