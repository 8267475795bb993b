"""路演项目册 of the public list, of an officer's list and of a unit's own achievements."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, current_app
from flask_babel import gettext as _
from sqlalchemy import Select

from matchmaker.catalog import booklet, disclosure, review_queries
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.export_columns import Line, public_line
from matchmaker.catalog.export_lines import public_lines, whole_lines
from matchmaker.catalog.models import Achievement, RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.public_filters import read_search
from matchmaker.catalog.public_queries import region_names
from matchmaker.catalog.public_views import passing
from matchmaker.catalog.views import mine
from matchmaker.catalog.views.exporting import of_ticked, slow_down_strangers
from matchmaker.catalog.views.reviewing import chosen_tab
from matchmaker.catalog.views.sides import ACHIEVEMENT
from matchmaker.config import Settings
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.web import exports
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, public, require

TOO_MANY = N_("共 %(total)s 项，一本项目册最多 %(most)s 项。请勾选或先筛选。")
NOTHING = N_("这里没有可以列入项目册的成果：未发布的和仅联络员可见的不列入。")
SETTINGS_KEY = "matchmaker_settings"


@blueprint.get("/achievements/booklet")
@require(GET=public())
def export_booklet() -> Response:
    """The public list as filtered."""
    slow_down_strangers()
    search = read_search(RecordKind.ACHIEVEMENT)
    found = passing(search)
    _refuse_more_than_fit(len(found))
    lines = list(public_lines(db.session, found, region_names(db.session)))
    return _answer(search.text, lines, asked=len(found), is_public=True)


@blueprint.get("/review/booklet")
@require(GET=needs(Permission.ACHIEVEMENT_REVIEW, PERMISSIONS))
def export_review_booklet() -> Response:
    """Of a tab of the officer's list, or of what is ticked on it, what may be handed out."""
    tab = chosen_tab("published_achievements")
    if review_queries.kind_of_tab(tab) is not RecordKind.ACHIEVEMENT:
        raise NotFound
    return _chosen(review_queries.waiting(current_actor(), tab))


@blueprint.route("/my/booklet", methods=["GET", "POST"])
@require(GET=needs(Permission.ACHIEVEMENT_CREATE, PERMISSIONS), POST=needs(Permission.ACHIEVEMENT_CREATE, PERMISSIONS))
def export_my_booklet() -> Response:
    """Of one's own list, or of what is ticked on it; the unit's own in whole."""
    return _chosen(mine.listed(ACHIEVEMENT))


def _chosen(query: Select[Achievement]) -> Response:
    query = of_ticked(RecordKind.ACHIEVEMENT, query)
    asked = exports.count(db.session, query)
    _refuse_more_than_fit(asked)
    own, names = current_actor().organization_ids, region_names(db.session)
    lines = [
        each if each.row.organization_id in own else public_line(each.row, evidenced=each.evidenced, names=names)
        for each in whole_lines(db.session, RecordKind.ACHIEVEMENT, query, names)
    ]
    return _answer(current_actor().organization_name or "", lines, asked=asked)


def _answer(name: str, lines: Sequence[Line], *, asked: int, is_public: bool = False) -> Response:
    shown = [line for line in lines if line.whole or disclosure.is_listed(line.row)]
    if not shown:
        raise Invalid(_(NOTHING))
    settings: Settings = current_app.extensions[SETTINGS_KEY]
    made = booklet.make(name, shown, address=settings.base_url, left_out=asked - len(shown))
    detail = {} if is_public else {"ids": [line.row.id for line in shown]}
    return exports.word(made, _("路演项目册"), "roadshow-booklet", is_public=is_public, **detail)


def _refuse_more_than_fit(total: int) -> None:
    if total > booklet.MOST_PROJECTS:
        raise Invalid(_(TOO_MANY) % {"total": f"{total:,}", "most": booklet.MOST_PROJECTS})
