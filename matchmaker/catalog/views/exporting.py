"""Lists of records as files: what everybody finds, what a unit looks after, what an officer reviews."""

from __future__ import annotations

from typing import Any

from flask import Response
from flask_babel import gettext as _
from sqlalchemy import Select

from matchmaker.accounts.services import throttles
from matchmaker.accounts.views.identity import address
from matchmaker.catalog import review_queries
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.export_columns import PUBLIC, WORKING
from matchmaker.catalog.export_lines import public_lines, whole_lines
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.public_filters import read_search
from matchmaker.catalog.public_queries import region_names
from matchmaker.catalog.public_views import passing
from matchmaker.catalog.queries import MODELS
from matchmaker.catalog.views import mine
from matchmaker.catalog.views.reviewing import TAB_LABELS, chosen_tab
from matchmaker.catalog.views.sides import ACHIEVEMENT, NEED, Side
from matchmaker.core.i18n import N_
from matchmaker.web.actor import current_actor
from matchmaker.web.exports import count, export
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import write
from matchmaker.web.policy import needs, public, require
from matchmaker.web.requests import ticked_ids

NAMES = {RecordKind.ACHIEVEMENT: N_("科技成果"), RecordKind.NEED: N_("技术需求")}
# A stranger's exports within a quarter of an hour: each reads the whole list.
PER_ADDRESS = 30
MOST_TICKED = 200


@blueprint.get("/achievements/export")
@require(GET=public())
def export_achievements() -> Response:
    """The public list of achievements."""
    return _public(RecordKind.ACHIEVEMENT)


@blueprint.get("/needs/export")
@require(GET=public())
def export_needs() -> Response:
    """The public list of needs."""
    return _public(RecordKind.NEED)


@blueprint.get("/my/achievements/export")
@require(GET=needs(Permission.ACHIEVEMENT_CREATE, PERMISSIONS))
def export_mine_achievements() -> Response:
    """The achievements one looks after."""
    return _mine(ACHIEVEMENT)


@blueprint.get("/my/needs/export")
@require(GET=needs(Permission.NEED_CREATE, PERMISSIONS))
def export_mine_needs() -> Response:
    """The needs one looks after."""
    return _mine(NEED)


@blueprint.get("/review/export")
@require(GET=needs(Permission.NEED_REVIEW, PERMISSIONS))
def export_review() -> Response:
    """A tab of the officer's review list."""
    tab = chosen_tab()
    kind = review_queries.kind_of_tab(tab)
    query = review_queries.waiting(current_actor(), tab)
    return _whole(str(_(TAB_LABELS[tab])), f"review-{tab}", kind, query)


def _public(kind: RecordKind) -> Response:
    slow_down_strangers()
    found, names = passing(read_search(kind)), region_names(db.session)
    lines = public_lines(db.session, found, names)
    return export(str(_(NAMES[kind])), f"{kind}s", PUBLIC[MODELS[kind]], lines, total=len(found), is_public=True)


def slow_down_strangers() -> None:
    """Count an export against the address of who has not signed in; raises Throttled."""
    if not current_actor().is_signed_in:
        place = address()
        write(lambda session: throttles.count(session, [throttles.by_address("export", place, PER_ADDRESS)]))


def _mine(side: Side) -> Response:
    return _whole(str(_(side.words["mine"])), f"my-{side.kind}s", side.kind, mine.listed(side))


def _whole(name: str, slug: str, kind: RecordKind, query: Select[Any]) -> Response:
    """All of ``query``, or those of it that are ticked, for whom may read them in whole."""
    query = of_ticked(kind, query)
    total = count(db.session, query)
    lines = whole_lines(db.session, kind, query, region_names(db.session))
    return export(name, slug, WORKING[MODELS[kind]], lines, total=total)


def of_ticked(kind: RecordKind, query: Select[Any]) -> Select[Any]:
    """``query`` narrowed to the records ticked on the page, if any are."""
    chosen = ticked_ids(MOST_TICKED)
    return query.where(MODELS[kind].id.in_(chosen)) if chosen else query
