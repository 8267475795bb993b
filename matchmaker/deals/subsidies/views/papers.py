"""The files of a claim: a step of its own after the first save; downloads for who may read the claim."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import current_app, flash, render_template, request, send_file, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog.models import Attachment
from matchmaker.config import Settings
from matchmaker.core import blobs
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.deals.subsidies import queries
from matchmaker.deals.subsidies.forms.claims import PaperForm
from matchmaker.deals.subsidies.models import Claim
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission
from matchmaker.deals.subsidies.rule import parse
from matchmaker.deals.subsidies.services import papers
from matchmaker.deals.subsidies.views.blueprint import UNPROCESSABLE, blueprint, load_claim_title
from matchmaker.deals.subsidies.workflow import EDITABLE
from matchmaker.web.actor import current_actor
from matchmaker.web.blob_files import SETTINGS_KEY, size_words
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import body_limit, needs, require

READ, EDIT = needs(Permission.READ, PERMISSIONS), needs(Permission.EDIT, PERMISSIONS)
Answer = str | Response | tuple[str, int]
UPLOAD_MEGABYTES = 21


@blueprint.route("/claims/<id:claim_id>/files", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
@body_limit(UPLOAD_MEGABYTES)
def claim_files(claim_id: int) -> Answer:
    """The claim's files, and the upload of one more while it may be changed."""
    row = load(Claim, claim_id, Permission.EDIT, PERMISSIONS)
    form = PaperForm(request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _page(row, form)
    if row.state not in EDITABLE:
        raise Conflict(_(papers.NOT_EDITABLE))
    try:
        return _upload(row.id)
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return _page(load(Claim, claim_id, Permission.EDIT, PERMISSIONS), form), UNPROCESSABLE


def _upload(claim_id: int) -> Response:
    given = request.files.get("file")
    if given is None or not given.filename:
        raise Invalid(fields={"file": [_("请选择文件。")]})
    stored = blobs.store(_folder(), given.stream, given.filename)
    if (answer := replayed(stored.sha256)) is not None:
        return answer
    actor = current_actor()

    def add(session: Session) -> str:
        papers.attach(session, session.get_one(Claim, claim_id), stored, actor=actor)
        return url_for("subsidies.claim_files", claim_id=claim_id)

    answer = perform(add, extra=stored.sha256)
    flash(_("已上传 %(name)s。", name=stored.file_name), "success")
    return answer


@blueprint.post("/claims/<id:claim_id>/files/<id:attachment_id>/remove")
@require(POST=EDIT)
def remove_paper(claim_id: int, attachment_id: int) -> Response:
    """Take one file away."""
    load(Claim, claim_id, Permission.EDIT, PERMISSIONS)
    if (answer := replayed()) is not None:
        return answer
    _mine(claim_id, attachment_id)
    actor = current_actor()

    def remove(session: Session) -> str:
        papers.detach(
            session, session.get_one(Claim, claim_id), session.get_one(Attachment, attachment_id), actor=actor
        )
        return url_for("subsidies.claim_files", claim_id=claim_id)

    answer = perform(remove)
    flash(_("附件已删除。"), "success")
    return answer


@blueprint.get("/claims/<id:claim_id>/files/<id:attachment_id>")
@require(GET=READ)
def download_paper(claim_id: int, attachment_id: int) -> Response:
    """One file, as a download."""
    load(Claim, claim_id, Permission.READ, PERMISSIONS)
    found = _mine(claim_id, attachment_id)
    path = blobs.path_of(_folder(), found.blob)
    if not path.is_file():
        raise NotFound(_("文件暂时取不到，请联系管理员。"))
    response = send_file(path, mimetype=found.media_type, as_attachment=True, download_name=found.file_name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def _mine(claim_id: int, attachment_id: int) -> Attachment:
    found = db.session.get(Attachment, attachment_id)
    if found is None or (found.record_kind, found.record_id) != (queries.RECORD_KIND, claim_id):
        raise NotFound
    return found


def listed(found: Iterable[Attachment], row: Claim, *, may_remove: bool) -> list[dict[str, str]]:
    """For the attachments macro."""
    return [
        {
            "name": each.file_name,
            "href": url_for("subsidies.download_paper", claim_id=row.id, attachment_id=each.id),
            "size": size_words(each.size),
            "kind": "",
            "remove_href": _remove_href(row, each) if may_remove else "",
        }
        for each in found
    ]


def _remove_href(row: Claim, each: Attachment) -> str:
    return url_for("subsidies.remove_paper", claim_id=row.id, attachment_id=each.id)


def _folder() -> Any:
    settings: Settings = current_app.extensions[SETTINGS_KEY]
    return settings.blob_dir


def _page(row: Claim, form: PaperForm) -> str:
    editable = row.state in EDITABLE
    return render_template(
        "subsidies/claim_files.html",
        claim=row,
        title=load_claim_title(row),
        form=form,
        editable=editable,
        files=listed(queries.files_of(db.session, row.id), row, may_remove=editable),
        documents=parse(row.rule_version.definition).documents,
    )
