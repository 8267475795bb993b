"""The files of a deal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog.models import Attachment
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.deals.models import Deal
from matchmaker.deals.policies import PERMISSIONS as DEALS
from matchmaker.deals.policies import Permission as DealPermission
from matchmaker.deals.viewpoints import viewpoint
from matchmaker.deals.views.blueprint import UNPROCESSABLE, blueprint, load_deal
from matchmaker.deals.work.forms import FileForm
from matchmaker.deals.work.models import Audience
from matchmaker.deals.work.policies import PERMISSIONS, Permission
from matchmaker.deals.work.queries import file_of, files_of
from matchmaker.deals.work.services.keep_file import add_file, remove_file
from matchmaker.web import blob_files
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import body_limit, needs, require

READ, KEEP = needs(DealPermission.READ, DEALS), needs(Permission.KEEP_FILES, PERMISSIONS)
AUDIENCE_LABELS: dict[str, str] = {
    Audience.SHARED: N_("双方和联络员可看"),
    Audience.NEED: N_("只有需求方和联络员可看"),
    Audience.ACHIEVEMENT: N_("只有成果方和联络员可看"),
    Audience.OFFICERS: N_("只有联络员可看"),
}
Answer = str | Response | tuple[str, int]


@blueprint.route("/deals/<id:deal_id>/files", methods=["GET", "POST"])
@require(GET=READ, POST=KEEP)
@body_limit(21)
def files(deal_id: int) -> Answer:
    """What lies on the deal, and the upload of one more."""
    if request.method == "GET":
        return _page(load_deal(deal_id, DealPermission.READ), FileForm())
    load_deal(deal_id, DealPermission.READ)
    form, actor = FileForm(request.form), current_actor()
    try:
        form.validate()
        stored = blob_files.received()
        if (answer := replayed(stored.sha256)) is not None:
            return answer

        def call(session: Session) -> str:
            add_file(session, session.get_one(Deal, deal_id), stored, shared=bool(form.shared.data), actor=actor)
            return url_for("deals.files", deal_id=deal_id)

        answer = perform(call, extra=stored.sha256)
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return _page(load_deal(deal_id, DealPermission.READ), form), UNPROCESSABLE
    flash(_("已上传 %(name)s。", name=stored.file_name), "success")
    return answer


@blueprint.get("/deals/<id:deal_id>/files/<id:file_id>")
@require(GET=READ)
def file(deal_id: int, file_id: int) -> Response:
    """One file, for those it is meant for."""
    found = _found(load_deal(deal_id, DealPermission.READ), file_id)
    return blob_files.download(found.blob, found.media_type, found.file_name)


@blueprint.post("/deals/<id:deal_id>/files/<id:file_id>/removal")
@require(POST=KEEP)
def remove_deal_file(deal_id: int, file_id: int) -> Response:
    """Take away a file that one has put there."""
    row = load_deal(deal_id, DealPermission.READ)
    if (answer := replayed()) is not None:
        return answer
    _found(row, file_id)
    actor = current_actor()

    def call(session: Session) -> str:
        remove_file(session, session.get_one(Deal, deal_id), session.get_one(Attachment, file_id), actor=actor)
        return url_for("deals.files", deal_id=deal_id)

    answer = perform(call)
    flash(_("文件已删除。"), "success")
    return answer


def _found(row: Deal, file_id: int) -> Attachment:
    found = file_of(db.session, row.id, file_id, viewpoint(current_actor(), row))
    if found is None:
        raise NotFound
    return found


def _page(row: Deal, form: FileForm) -> str:
    actor = current_actor()
    view = viewpoint(actor, row)
    may_add = row.introduced_at is not None and PERMISSIONS.allows(actor, Permission.KEEP_FILES, row)
    found = files_of(db.session, row.id, view)
    return render_template(
        "deals/files.html", deal=row, view=view, files=_lines(found, actor.user_id), form=form if may_add else None
    )


def _lines(found: Sequence[Attachment], user_id: int | None) -> list[dict[str, Any]]:
    return [
        {
            "name": each.file_name,
            "href": url_for("deals.file", deal_id=each.record_id, file_id=each.id),
            "size": blob_files.size_words(each.size),
            "kind": _(AUDIENCE_LABELS[each.purpose]),
            "remove_href": url_for("deals.remove_deal_file", deal_id=each.record_id, file_id=each.id)
            if each.uploaded_by == user_id
            else "",
        }
        for each in found
    ]
