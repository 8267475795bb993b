"""Pages that everybody may read: search, the two lists, one page for each listing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response

from matchmaker.catalog import disclosure, facets, public_cards, public_details, public_queries
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.booklet import MOST_PROJECTS
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import Achievement, Attachment, Need, RecordKind
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.ports import INTRODUCTIONS, NEIGHBOURS, NeighbourFinder, NoIntroductions, NoNeighbours
from matchmaker.catalog.public_filters import Search, active_filters, facet_groups, read_search
from matchmaker.catalog.public_queries import Candidate
from matchmaker.core.errors import NotFound
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.pagination import Page
from matchmaker.web.policy import public, require

PAGE_SIZE, PRINT_SIZE = 20, 100
MEGABYTE = 1024 * 1024
DOWNLOAD = "catalog.download"
MANAGE = {RecordKind.ACHIEVEMENT: "catalog.manage_achievement", RecordKind.NEED: "catalog.manage_need"}
EDIT = {RecordKind.ACHIEVEMENT: Permission.ACHIEVEMENT_EDIT, RecordKind.NEED: Permission.NEED_EDIT}


@blueprint.route("/search")
@require(GET=public())
def search() -> str:
    """Both sides at once."""
    return _result_page(read_search(), "catalog/search.html")


@blueprint.route("/achievements")
@require(GET=public())
def achievements() -> str:
    """科技成果."""
    return _result_page(read_search(RecordKind.ACHIEVEMENT), "catalog/public_achievements.html")


@blueprint.route("/needs")
@require(GET=public())
def needs() -> str:
    """技术需求."""
    return _result_page(read_search(RecordKind.NEED), "catalog/public_needs.html")


def _result_page(search: Search, template: str) -> str:
    session = db.session
    found, is_near = _meeting(search)
    passing, counts = facets.count(found, search.groups, search.filters)
    page = _page_of(sorted(passing, key=search.sorts[search.sort].key), search)
    names = public_queries.region_names(session)
    cards = [public_cards.card(each, names, search.query) for each in public_queries.rows(session, page.items)]
    return render_template(
        template,
        search=search,
        page=page,
        cards=cards,
        is_near=is_near and bool(found),
        groups=facet_groups(search, counts, names),
        active=active_filters(search, names),
        matched=len(found),
        has_booklet=search.only is RecordKind.ACHIEVEMENT and page.total <= MOST_PROJECTS,
        canonical=search.href(page=page.number if page.number > 1 else None),
        feed_href=replace(search, endpoint=f"{search.endpoint}_feed").href(sort=None),
        save_href=_save_href(search),
    )


def _save_href(search: Search) -> str:
    """Where those who have signed in can keep the search."""
    if not current_actor().is_signed_in:
        return ""
    page = search.endpoint.removeprefix(f"{blueprint.name}.")
    return url_for("catalog.new_search", page=page, **search.arguments)


def _meeting(search: Search) -> tuple[list[Candidate], bool]:
    """What meets the search's words before filters, and whether only in part."""
    found = public_queries.candidates(db.session, search.kinds, search.query)
    if found or not search.query.near:
        return found, False
    return public_queries.near_candidates(db.session, search.kinds, search.query), True


def passing(search: Search) -> list[Candidate]:
    """Everything that the search lists, in its order. One statement, or two."""
    found, _counts = facets.count(_meeting(search)[0], search.groups, search.filters)
    return sorted(found, key=search.sorts[search.sort].key)


def _page_of(found: list[Candidate], search: Search) -> Page[Candidate]:
    size = PRINT_SIZE if search.is_print else PAGE_SIZE
    number = min(search.page, max(1, -(-len(found) // size)))
    return Page(found[(number - 1) * size : number * size], number, size, len(found))


@blueprint.route("/achievements/<id:record_id>")
@require(GET=public())
def achievement(record_id: int) -> str | Response:
    """One achievement."""
    return _detail(RecordKind.ACHIEVEMENT, record_id, "catalog/public_achievement.html")


@blueprint.route("/needs/<id:record_id>")
@require(GET=public())
def need(record_id: int) -> str | Response:
    """One need."""
    return _detail(RecordKind.NEED, record_id, "catalog/public_need.html")


def _detail(kind: RecordKind, record_id: int, template: str) -> str | Response:
    detail = public_queries.get(db.session, kind, record_id)
    if detail is None:
        raise NotFound
    row, names = detail.row, detail.names
    manage_href = _manage_href(row)
    if not disclosure.is_listed(row):
        if manage_href:
            return redirect(manage_href)
        raise NotFound
    return render_template(
        template if disclosure.is_open(row) else "catalog/public_masked.html",
        row=row,
        kind=kind.value,
        title=public_cards.title(row, names),
        organization=public_cards.organization(row, names),
        region=public_cards.region(row, names),
        field=public_cards.field_label(row),
        text=disclosure.masked_text(row),
        manage_href=manage_href,
        ask_href=_ask_href(row),
        register_href=_href("organizations.register"),
        similar=_similar(row, names),
        **(_open_details(row, public_details.files(detail.attachments)) if disclosure.is_open(row) else {}),
    )


def _open_details(row: Record, found: public_details.Files) -> dict[str, Any]:
    return {
        "sections": public_details.sections(row),
        "facts": public_details.facts(row, found),
        "offer": public_details.offer(row),
        "public_files": [_file(each) for each in found.public if _href(DOWNLOAD, attachment_id=each.id)],
        "ip_rows": public_details.ip_rows(row) if isinstance(row, Achievement) else [],
    }


def _href(endpoint: str, **values: Any) -> str:
    """An address of a page that may not be part of this installation; "" then."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""


def _file(attachment: Attachment) -> dict[str, str]:
    size = f"{max(attachment.size / MEGABYTE, 0.01):.2f} MB"
    return {"name": attachment.file_name, "href": _href(DOWNLOAD, attachment_id=attachment.id), "size": size}


def _manage_href(row: Record) -> str:
    """The working view, for those who may work on the record."""
    kind = kind_of(row)
    return _href(MANAGE[kind], record_id=row.id) if PERMISSIONS.allows(current_actor(), EDIT[kind], row) else ""


def _ask_href(row: Record) -> str:
    port = current_app.extensions.get(INTRODUCTIONS, NoIntroductions())
    href: str = port.ask_href(current_actor(), kind_of(row).value, row.id)
    return href


def _similar(row: Record, names: Mapping[str, str]) -> list[dict[str, str]]:
    """Open listings near to what may be read of ``row``, and the words they share."""
    port: NeighbourFinder = current_app.extensions.get(NEIGHBOURS) or NoNeighbours()
    title, body = disclosure.public_title(row), disclosure.public_body(row)
    near = port.near(kind_of(row).value, title, body, row.id) if title else ()
    words = {each.id: each.words for each in near}
    endpoint = "catalog.need" if isinstance(row, Need) else "catalog.achievement"
    return [
        {
            "title": each.title,
            "href": url_for(endpoint, record_id=each.id),
            "organization": public_cards.organization(each, names),
            "words": "、".join(words[each.id]),
        }
        for each in public_queries.open_rows(db.session, kind_of(row), list(words))
    ]
