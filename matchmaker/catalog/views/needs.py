"""Addresses of the owner's pages about needs."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.views import editing, files, freshening, managing, mine
from matchmaker.catalog.views.editing import Answer
from matchmaker.catalog.views.sides import NEED
from matchmaker.web.policy import body_limit, needs, require

CREATE = needs(Permission.NEED_CREATE, PERMISSIONS)
EDIT = needs(Permission.NEED_EDIT, PERMISSIONS)


@blueprint.route("/needs/new", methods=["GET", "POST"])
@require(GET=CREATE, POST=CREATE)
def new_need() -> Answer:
    """Enter one."""
    return editing.new(NEED)


@blueprint.route("/needs/<id:record_id>/edit", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def edit_need(record_id: int) -> Answer:
    """Change a draft."""
    return editing.edit(NEED, record_id)


@blueprint.post("/needs/quality")
@require(POST=CREATE)
def quality_need() -> str:
    """The live panel."""
    return editing.quality(NEED)


@blueprint.post("/needs/<id:record_id>/autosave")
@require(POST=EDIT)
def autosave_need(record_id: int) -> tuple[dict[str, Any], int]:
    """Save while typing."""
    return editing.autosave(NEED, record_id)


@blueprint.get("/my/needs")
@require(GET=CREATE)
def mine_needs() -> str:
    """One's own, by state."""
    return mine.own_list(NEED)


@blueprint.route("/my/needs/confirm", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def confirm_needs() -> Answer:
    """Say of all at once that they still hold."""
    return freshening.confirm_page(NEED)


@blueprint.get("/my/needs/<id:record_id>")
@require(GET=EDIT)
def manage_need(record_id: int) -> str:
    """One record for those who look after it."""
    return managing.manage(NEED, record_id)


@blueprint.post("/my/needs/<id:record_id>/actions")
@require(POST=EDIT)
def act_need(record_id: int) -> Answer:
    """Do something with it."""
    return managing.act(NEED, record_id)


@blueprint.get("/my/needs/<id:record_id>/versions")
@require(GET=EDIT)
def versions_need(record_id: int) -> str:
    """What changed between two versions."""
    return managing.compare(NEED, record_id)


@blueprint.route("/needs/<id:record_id>/attachments", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
@body_limit(21)
def files_need(record_id: int) -> Answer:
    """Its files."""
    return files.files(NEED, record_id)


@blueprint.post("/needs/<id:record_id>/attachments/<id:attachment_id>/remove")
@require(POST=EDIT)
def remove_file_need(record_id: int, attachment_id: int) -> Response:
    """Take one of its files away."""
    return files.remove(NEED, record_id, attachment_id)
