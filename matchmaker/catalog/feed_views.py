"""Every search as a feed, for readers' programs: /search.atom?…, /achievements.atom, /needs.atom."""

from __future__ import annotations

from dataclasses import replace

from flask import current_app, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from matchmaker.catalog import feeds, public_queries
from matchmaker.catalog.asked import newest_meeting
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.public_filters import Search, read_search
from matchmaker.config import Settings
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import site_settings
from matchmaker.web.context import SITE
from matchmaker.web.extensions import db
from matchmaker.web.policy import public, require

MOST = 50
SECONDS = 60
"""So long an answer may be kept: a listing taken down must be gone from feeds within a minute."""

NAMES = {None: N_("成果和需求"), RecordKind.ACHIEVEMENT: N_("科技成果"), RecordKind.NEED: N_("技术需求")}
PAGES = {None: "catalog.search", RecordKind.ACHIEVEMENT: "catalog.achievements", RecordKind.NEED: "catalog.needs"}


@blueprint.get("/search.atom")
@require(GET=public())
def search_feed() -> Response:
    """Both sides."""
    return _feed(read_search())


@blueprint.get("/achievements.atom")
@require(GET=public())
def achievements_feed() -> Response:
    """科技成果."""
    return _feed(read_search(RecordKind.ACHIEVEMENT))


@blueprint.get("/needs.atom")
@require(GET=public())
def needs_feed() -> Response:
    """技术需求."""
    return _feed(read_search(RecordKind.NEED))


def _feed(search: Search) -> Response:
    session = db.session
    settings: Settings = current_app.extensions["matchmaker_settings"]
    rows = [each.row for each in public_queries.rows(session, newest_meeting(session, search, most=MOST))]
    head = feeds.Head(
        title=_("%(name)s：%(text)s", name=_(NAMES[search.only]), text=search.text or _("最新公开")),
        author={**SITE, **site_settings(session)}["site_name"],
        self_href=settings.base_url + search.href(sort=None),
        href=settings.base_url + replace(search, endpoint=PAGES[search.only]).href(sort="newest"),
    )
    names = public_queries.region_names(session)
    answer = Response(feeds.atom(head, rows, names, settings.base_url), mimetype="application/atom+xml")
    answer.headers["Cache-Control"] = f"public, max-age={SECONDS}"
    answer.last_modified = feeds.changed_at(rows)
    answer.add_etag()
    answer.make_conditional(request)
    return answer
