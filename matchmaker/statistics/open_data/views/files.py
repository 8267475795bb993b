"""The files themselves, and the description of them all for programs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, request, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from matchmaker.core.errors import NotFound
from matchmaker.organizations.queries import site_settings
from matchmaker.statistics.open_data.datasets import DATASETS, package
from matchmaker.statistics.open_data.files import MEDIA_TYPES, Form, Kept, kept, ready
from matchmaker.statistics.open_data.schema import Dataset
from matchmaker.statistics.open_data.stamps import stamp, stamps
from matchmaker.statistics.open_data.views.blueprint import NAME, blueprint, deployment, folder, href
from matchmaker.web.extensions import db
from matchmaker.web.policy import public, require

FRESH = "public, max-age=60"
"""So long an answer may be kept: what is taken down must be gone within a minute."""


@blueprint.get("/open-data/datapackage.json")
@require(GET=public())
def datapackage() -> BaseResponse:
    """The Data Package: every file with its columns, and size and hash of those that lie ready."""
    site, found = site_settings(db.session), stamps(db.session)
    title = _("%(site)s开放数据", site=site["site_name"])
    files = {
        (dataset.name, form): file
        for dataset in DATASETS.values()
        for form, file in files_of(dataset, found).items()
        if file is not None
    }
    answer = jsonify(package(title, site["open_data_license"], href, files))
    answer.headers["Cache-Control"] = FRESH
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.get(f"/open-data/{NAME}/<form>")
@require(GET=public())
def file(name: str, form: str) -> Response:
    """One data set as ``csv`` or ``json``; 304 for who has the present content."""
    if form not in set(Form):
        raise NotFound
    dataset, kind = DATASETS[name], Form(form)
    now = stamp(dataset, stamps(db.session))
    if request.if_none_match.contains(tag_of(now.tag, kind)):
        answer = Response(status=304)
        answer.set_etag(tag_of(now.tag, kind))
        answer.headers["Cache-Control"] = FRESH
        return answer
    found, now = ready(db.session, folder(), dataset, kind, deployment().base_url)
    answer = send_file(
        found.path,
        mimetype=MEDIA_TYPES[kind],
        as_attachment=True,
        download_name=f"{name}.{kind}",
        conditional=True,
        etag=tag_of(now.tag, kind),
        last_modified=now.changed_at,
    )
    answer.headers["Cache-Control"] = FRESH
    return answer


def tag_of(tag: str, form: Form) -> str:
    """The entity tag of one form of a content."""
    return f"{tag}-{form}"


def files_of(dataset: Dataset, found: Mapping[str, tuple[Any, ...]]) -> dict[Form, Kept | None]:
    """The files of the present content, None for one that nobody has asked for yet."""
    now = stamp(dataset, found)
    return {form: kept(folder(), dataset, form, now.tag) for form in Form}
