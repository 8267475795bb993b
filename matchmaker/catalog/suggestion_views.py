"""What a search box offers while somebody types: a part of a page, the same for everybody."""

from __future__ import annotations

from typing import Any

from flask import make_response, request, url_for
from werkzeug.wrappers import Response

from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.search.suggestions import Title, suggest
from matchmaker.web.extensions import db
from matchmaker.web.fragments import render_fragment
from matchmaker.web.policy import public, require

SECONDS = 30
"""So long a browser may keep an answer: shorter than the minute within which a listing must be gone."""


@blueprint.get("/search/suggestions")
@require(GET=public())
def suggestions() -> Response:
    """``q`` as typed so far, ``kind`` of one side only."""
    kinds = [kind for kind in RecordKind if request.args.get("kind", kind) == kind]
    found = suggest(db.session, kinds or list(RecordKind), request.args.get("q", ""))
    titles = [{"title": each.title, "href": _href(each), "kind": each.kind} for each in found.titles]
    answer = make_response(render_fragment("catalog/suggestions.html", terms=found.terms, titles=titles))
    answer.headers["Cache-Control"] = f"private, max-age={SECONDS}"
    return answer


def _href(title: Title) -> str:
    values: dict[str, Any] = {"record_id": title.id}
    return url_for("catalog.need" if title.kind == RecordKind.NEED else "catalog.achievement", **values)
