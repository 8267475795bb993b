"""Lists of challenges for those who work on them: officers and leaders of a region, and the issuer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import render_template
from sqlalchemy.orm import Session

from matchmaker.catalog import facets
from matchmaker.catalog.public_filters import active_filters, facet_groups
from matchmaker.catalog.public_queries import region_names
from matchmaker.challenges.board import read_board
from matchmaker.challenges.desk import GROUPS, cases
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.desk import of_issuer, of_region, to_authorize
from matchmaker.challenges.stages import TONES
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.challenges.workflow import CHALLENGE
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.calendar import subtract_working_days
from matchmaker.organizations.queries import setting
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.pagination import Page
from matchmaker.web.policy import needs, require

PAGE_SIZE = 25


@blueprint.get("/challenges/desk")
@require(GET=needs(Permission.OVERSEE, PERMISSIONS))
def desk() -> str:
    """All challenges of the region; what waits for this person first."""
    actor, names = current_actor(), region_names(db.session)
    search = read_board(names, GROUPS)
    mine = set(db.session.scalars(to_authorize(actor.user_id)))
    found = cases(of_region(db.session, actor), actor, to_authorize=mine, late_before=_late_before(db.session, actor))
    passing, counts = facets.count(found, search.groups, search.filters)
    number = min(search.page, max(1, -(-len(passing) // PAGE_SIZE)))
    page = Page(passing[(number - 1) * PAGE_SIZE : number * PAGE_SIZE], number, PAGE_SIZE, len(passing))
    return render_template(
        "challenges/desk.html",
        search=search,
        page=page,
        names=names,
        groups=facet_groups(search, counts, names),
        active=active_filters(search, names),
        may_batch=PERMISSIONS.holds(actor, Permission.BATCH),
        **_words(),
    )


@blueprint.get("/my/challenges")
@require(GET=needs(Permission.LIST_OWN, PERMISSIONS))
def mine() -> str:
    """The challenges that one's own firm issues."""
    actor = current_actor()
    late = _late_before(db.session, actor)
    rows = cases(of_issuer(db.session, actor), actor, to_authorize=(), late_before=late)
    return render_template("challenges/mine.html", rows=rows, **_words())


def _words() -> dict[str, Any]:
    return {"labels": CHALLENGE.labels, "tones": TONES}


def _late_before(session: Session, actor: Actor) -> datetime:
    days = int(setting(session, "challenge.step_days", min(actor.region_codes, default=None)))
    return subtract_working_days(clock.now(), days)
