"""The officer's list of organisations."""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app, render_template, request, url_for

from matchmaker.core import clock
from matchmaker.core.calendar import add_working_days
from matchmaker.organizations.forms import OrganizationFilterForm
from matchmaker.organizations.models import Organization, OrganizationState
from matchmaker.organizations.policies import PERMISSIONS, Permission
from matchmaker.organizations.queries import setting
from matchmaker.organizations.queries.listing import OrganizationFilter, officers_organizations, region_choices
from matchmaker.organizations.views.blueprint import blueprint
from matchmaker.organizations.workflow import ORGANIZATION
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.pagination import paginate, requested_page
from matchmaker.web.policy import needs, require

PER_PAGE = 25
VERIFICATION = "catalog.verification"


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation in the list; ``late`` when its verification is overdue."""

    organization: Organization
    href: str
    late: bool


@blueprint.get("/organizations")
@require(GET=needs(Permission.VERIFY, PERMISSIONS))
def organizations() -> str:
    """Those to be verified first, the rest by pinyin; narrowed by kind, region, state and text."""
    actor = current_actor()
    form = OrganizationFilterForm(
        request.args,
        regions=region_choices(db.session, actor.region_codes),
        states=list(ORGANIZATION.labels.items()),
    )
    wanted = form.chosen()
    narrowed = OrganizationFilter(text=wanted.pop("q", ""), **wanted)
    query = officers_organizations(actor, narrowed)
    page = paginate(db.session, query, number=requested_page(), size=PER_PAGE)
    days = setting(db.session, "clock.verify_days", min(actor.region_codes, default=None))
    return render_template(
        "organizations/organizations.html",
        page=page,
        lines=[_line(row, days) for row in page.items],
        form=form,
        days=days,
    )


def _line(row: Organization, days: int) -> Line:
    waiting = row.state == OrganizationState.UNVERIFIED
    late = waiting and add_working_days(row.state_at, days) < clock.now()
    page = VERIFICATION if VERIFICATION in current_app.view_functions else "organizations.organization"
    return Line(row, url_for(page, organization_id=row.id), late)
