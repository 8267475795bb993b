"""Addresses of the owner's pages about achievements."""

from __future__ import annotations

from typing import Any

from werkzeug.wrappers import Response

from matchmaker.catalog.blueprint import blueprint
from matchmaker.catalog.policies import PERMISSIONS, Permission
from matchmaker.catalog.views import editing, files, freshening, managing, mine
from matchmaker.catalog.views.editing import Answer
from matchmaker.catalog.views.sides import ACHIEVEMENT
from matchmaker.web.policy import body_limit, needs, require

CREATE = needs(Permission.ACHIEVEMENT_CREATE, PERMISSIONS)
EDIT = needs(Permission.ACHIEVEMENT_EDIT, PERMISSIONS)


@blueprint.route("/achievements/new", methods=["GET", "POST"])
@require(GET=CREATE, POST=CREATE)
def new_achievement() -> Answer:
    """Enter one."""
    return editing.new(ACHIEVEMENT)


@blueprint.route("/achievements/<id:record_id>/edit", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def edit_achievement(record_id: int) -> Answer:
    """Change a draft."""
    return editing.edit(ACHIEVEMENT, record_id)


@blueprint.post("/achievements/quality")
@require(POST=CREATE)
def quality_achievement() -> str:
    """The live panel."""
    return editing.quality(ACHIEVEMENT)


@blueprint.post("/achievements/<id:record_id>/autosave")
@require(POST=EDIT)
def autosave_achievement(record_id: int) -> tuple[dict[str, Any], int]:
    """Save while typing."""
    return editing.autosave(ACHIEVEMENT, record_id)


@blueprint.get("/my/achievements")
@require(GET=CREATE)
def mine_achievements() -> str:
    """One's own, by state."""
    return mine.own_list(ACHIEVEMENT)


@blueprint.route("/my/achievements/confirm", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def confirm_achievements() -> Answer:
    """Say of all at once that they still hold."""
    return freshening.confirm_page(ACHIEVEMENT)


@blueprint.get("/my/achievements/<id:record_id>")
@require(GET=EDIT)
def manage_achievement(record_id: int) -> str:
    """One record for those who look after it."""
    return managing.manage(ACHIEVEMENT, record_id)


@blueprint.post("/my/achievements/<id:record_id>/actions")
@require(POST=EDIT)
def act_achievement(record_id: int) -> Answer:
    """Do something with it."""
    return managing.act(ACHIEVEMENT, record_id)


@blueprint.get("/my/achievements/<id:record_id>/versions")
@require(GET=EDIT)
def versions_achievement(record_id: int) -> str:
    """What changed between two versions."""
    return managing.compare(ACHIEVEMENT, record_id)


@blueprint.route("/achievements/<id:record_id>/attachments", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
@body_limit(21)
def files_achievement(record_id: int) -> Answer:
    """Its files."""
    return files.files(ACHIEVEMENT, record_id)


@blueprint.post("/achievements/<id:record_id>/attachments/<id:attachment_id>/remove")
@require(POST=EDIT)
def remove_file_achievement(record_id: int, attachment_id: int) -> Response:
    """Take one of its files away."""
    return files.remove(ACHIEVEMENT, record_id, attachment_id)
