"""The lists of scouting as files."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response
from flask_babel import gettext as _

from matchmaker.catalog.public_queries import region_names
from matchmaker.scouting.export_columns import CONTACTS, LEADS, SCOUTS, Enrolled
from matchmaker.scouting.models import ScoutProfile
from matchmaker.scouting.queries.roster import assignments, profiles
from matchmaker.scouting.views import contact, lead, roster
from matchmaker.scouting.views.blueprint import blueprint
from matchmaker.web.actor import current_actor
from matchmaker.web.exports import export, export_query
from matchmaker.web.extensions import db
from matchmaker.web.policy import require


@blueprint.get("/contacts/export")
@require(GET=contact.READ)
def export_contacts() -> Response:
    """The log, without remarks."""
    return export_query(_("走访记录"), "contacts", CONTACTS, contact.filtered())


@blueprint.get("/leads/export")
@require(GET=lead.READ)
def export_leads() -> Response:
    """The leads in the chosen state."""
    return export_query(_("线索"), "leads", LEADS, lead.filtered())


@blueprint.get("/scouts/export")
@require(GET=roster.READ)
def export_scouts() -> Response:
    """The roster of one's regions."""
    found = list(db.session.scalars(profiles(current_actor())))
    return export(_("情报员名册"), "scouts", SCOUTS, _enrolled(found), total=len(found))


def _enrolled(found: list[ScoutProfile]) -> Iterator[Enrolled]:
    names = region_names(db.session)
    assigned = assignments(db.session, [row.user_id for row in found])
    for row in found:
        yield Enrolled(row, assigned.get(row.user_id, ()), names.get(row.region_code, ""))
