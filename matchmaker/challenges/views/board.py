"""The public board of challenges."""

from __future__ import annotations

from flask import render_template

from matchmaker.catalog import facets
from matchmaker.catalog.public_filters import active_filters, facet_groups
from matchmaker.catalog.public_queries import region_names
from matchmaker.challenges.board import GROUPS, BoardSearch, meeting, ordered, read_board, with_followed
from matchmaker.challenges.cards import cards
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries.public import Listed, batches, followed_by, posted
from matchmaker.challenges.views.blueprint import blueprint
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.pagination import Page
from matchmaker.web.policy import public, require

PAGE_SIZE, PRINT_SIZE = 20, 100


@blueprint.get("/challenges")
@require(GET=public())
def index() -> str:
    """榜题: what can be bid for, until when, and what became of the rest."""
    names, actor = region_names(db.session), current_actor()
    followed = followed_by(db.session, actor.user_id) if actor.is_signed_in else ()
    search = read_board(names, with_followed(followed) if followed else GROUPS)
    found = meeting(posted(db.session), search.text)
    passing, counts = facets.count(found, search.groups, search.filters)
    page = _page(ordered(passing), search)
    return render_template(
        "challenges/index.html",
        search=search,
        page=page,
        cards=cards(page.items, names),
        groups=facet_groups(search, counts, names),
        active=active_filters(search, names),
        matched=len(found),
        batches=batches(db.session),
        may_batch=PERMISSIONS.holds(actor, Permission.BATCH),
    )


def _page(found: list[Listed], search: BoardSearch) -> Page[Listed]:
    size = PRINT_SIZE if search.is_print else PAGE_SIZE
    number = min(search.page, max(1, -(-len(found) // size)))
    return Page(found[(number - 1) * size : number * size], number, size, len(found))
