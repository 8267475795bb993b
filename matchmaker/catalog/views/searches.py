"""Searches that a person keeps: saving one, the list, changing and giving up."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog.asked import Asked, read_asked
from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.facets import KINDS as KIND_LABELS
from matchmaker.catalog.forms.saved_search import LONGEST_NAME, SavedSearchForm
from matchmaker.catalog.models import Rhythm, SavedSearch, SearchPage
from matchmaker.catalog.public_filters import option_label
from matchmaker.catalog.public_queries import region_names
from matchmaker.catalog.rhythm import LABELS
from matchmaker.catalog.services.save_search import change_search, delete_search, save_search
from matchmaker.catalog.services.tell_searches import KINDS
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import require, signed_in

Answer = str | Response | tuple[str, int]
PAGES = {page: f"catalog.{page.value}" for page in SearchPage}


@blueprint.get("/my/searches")
@require(GET=signed_in())
def searches() -> str:
    """The person's own, the newest first."""
    query = select(SavedSearch).where(SavedSearch.user_id == current_actor().user_id)
    rows = db.session.scalars(query.order_by(SavedSearch.id.desc())).all()
    names = region_names(db.session)
    return render_template("catalog/searches.html", lines=[_line(row, names) for row in rows])


def _line(row: SavedSearch, names: dict[str, str]) -> dict[str, Any]:
    asked = _asked(SearchPage(row.page), row.asked)
    return {
        "row": row,
        "words": _words(asked, names),
        "href": _page_href(row),
        "feed_href": url_for(f"{PAGES[SearchPage(row.page)]}_feed", **asked.arguments),
        "rhythm": _(LABELS[Rhythm(row.rhythm)]),
    }


def _asked(page: SearchPage, arguments: dict[str, Any]) -> Asked:
    return read_asked(arguments, KINDS.get(page))


def _page_href(row: SavedSearch) -> str:
    page = SearchPage(row.page)
    return url_for(PAGES[page], **_asked(page, row.asked).arguments, sort="newest")


def _words(asked: Asked, names: dict[str, str]) -> str:
    """What is looked for, in one line."""
    side = _(KIND_LABELS[asked.only]) if asked.only else _("成果和需求")
    options = [option_label(group, code, names) for group in asked.groups for code in asked.filters.get(group.key, ())]
    return "，".join([side, *([f"“{asked.text}”"] if asked.text else []), *options])


@blueprint.get("/my/searches/<id:search_id>")
@require(GET=signed_in())
def open_search(search_id: int) -> Response:
    """Make the search, the newest first."""
    return redirect(_page_href(_own(db.session, search_id)))


@blueprint.route("/my/searches/new", methods=["GET", "POST"])
@require(GET=signed_in(), POST=signed_in())
def new_search() -> Answer:
    """Keep the search that the address says: ``page`` and the page's own arguments."""
    page = SearchPage(request.args["page"]) if request.args.get("page") in set(SearchPage) else SearchPage.BOTH
    asked, actor = _asked(page, request.args.to_dict(flat=False)), current_actor()
    words = _words(asked, region_names(db.session))
    form = SavedSearchForm(request.form, data={"name": words[:LONGEST_NAME]})
    if request.method == "GET":
        return _form_page(form, words)
    if (answer := replayed()) is not None:
        return answer
    if not form.validate():
        return _refused(form, words)

    def save(session: Session) -> str:
        save_search(session, form.name.data or "", page, asked, Rhythm(form.rhythm.data), actor=actor)
        return url_for("catalog.searches")

    try:
        answer = perform(save)
    except Invalid as error:
        form.take_errors(error)
        return _refused(form, words)
    flash(_("搜索已保存。"), "success")
    return answer


@blueprint.route("/my/searches/<id:search_id>/edit", methods=["GET", "POST"])
@require(GET=signed_in(), POST=signed_in())
def edit_search(search_id: int) -> Answer:
    """Another name, another rhythm."""
    if request.method == "POST" and (answer := replayed()) is not None:
        return answer
    row = _own(db.session, search_id)
    words = _words(_asked(SearchPage(row.page), row.asked), region_names(db.session))
    form = SavedSearchForm(request.form, obj=row)
    if request.method == "GET":
        return _form_page(form, words)
    if not form.validate():
        return _refused(form, words)

    def change(session: Session) -> str:
        name, rhythm = form.name.data or "", Rhythm(form.rhythm.data)
        change_search(session, _own(session, search_id), name, rhythm, version=form.version.data)
        return url_for("catalog.searches")

    try:
        answer = perform(change)
    except Invalid as error:
        form.take_errors(error)
        return _refused(form, words)
    flash(_("修改已保存。"), "success")
    return answer


@blueprint.post("/my/searches/<id:search_id>/remove")
@require(POST=signed_in())
def remove_search(search_id: int) -> Response:
    """Give one up."""
    if (answer := replayed()) is not None:
        return answer
    _own(db.session, search_id)

    def remove(session: Session) -> str:
        delete_search(session, _own(session, search_id))
        return url_for("catalog.searches")

    answer = perform(remove)
    flash(_("搜索已删除。"), "success")
    return answer


def _own(session: Session, search_id: int) -> SavedSearch:
    """One of the person's own; anybody else's looks missing."""
    row = session.get(SavedSearch, search_id)
    if row is None or row.user_id != current_actor().user_id:
        raise NotFound
    return row


def _form_page(form: SavedSearchForm, words: str) -> str:
    return render_template("catalog/saved_search.html", form=form, words=words)


def _refused(form: SavedSearchForm, words: str) -> tuple[str, int]:
    form.refresh_key()
    return _form_page(form, words), 422
