"""The evidence of a dossier: uploaded, fetched, taken away."""

from __future__ import annotations

from collections.abc import Iterable

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog.models import Attachment
from matchmaker.core.errors import Invalid, NotFound
from matchmaker.deals.pricing.forms import EvidenceForm
from matchmaker.deals.pricing.models import FILE_LABELS, PricingDossier
from matchmaker.deals.pricing.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.queries import file_of, files_of
from matchmaker.deals.pricing.services.keep_dossier import require_open
from matchmaker.deals.pricing.services.keep_evidence import add_evidence, remove_evidence
from matchmaker.deals.pricing.views.blueprint import blueprint, load_dossier
from matchmaker.web import blob_files
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import UNPROCESSABLE, Answer
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.policy import body_limit, needs, require

READ, WRITE = needs(Permission.READ, PERMISSIONS), needs(Permission.WRITE, PERMISSIONS)


@blueprint.route("/pricing-dossiers/<id:dossier_id>/files", methods=["GET", "POST"])
@require(GET=WRITE, POST=WRITE)
@body_limit(21)
def evidence(dossier_id: int) -> Answer:
    """What was uploaded, and the upload of one more."""
    row, actor = load_dossier(dossier_id, Permission.WRITE), current_actor()
    require_open(row)
    if request.method == "GET":
        return _page(row, EvidenceForm())
    form = EvidenceForm(request.form)
    try:
        form.validate()
        stored = blob_files.received()
        if (answer := replayed(stored.sha256)) is not None:
            return answer

        def call(session: Session) -> str:
            found = session.get_one(PricingDossier, dossier_id)
            add_evidence(session, found, stored, purpose=form.purpose.data or "", actor=actor)
            return url_for("pricing.evidence", dossier_id=dossier_id)

        answer = perform(call, extra=stored.sha256)
    except Invalid as error:
        form.take_errors(error)
        form.refresh_key()
        return _page(load_dossier(dossier_id, Permission.WRITE), form), UNPROCESSABLE
    flash(_("已上传 %(name)s。", name=stored.file_name), "success")
    return answer


@blueprint.get("/pricing-dossiers/<id:dossier_id>/files/<id:file_id>")
@require(GET=READ)
def evidence_file(dossier_id: int, file_id: int) -> Response:
    """One piece of evidence."""
    load_dossier(dossier_id, Permission.READ)
    found = file_of(db.session, dossier_id, file_id)
    if found is None:
        raise NotFound
    return blob_files.download(found.blob, found.media_type, found.file_name)


@blueprint.post("/pricing-dossiers/<id:dossier_id>/files/<id:file_id>/removal")
@require(POST=WRITE)
def remove_evidence_file(dossier_id: int, file_id: int) -> Response:
    """Take a piece of evidence away."""
    load_dossier(dossier_id, Permission.WRITE)
    if (answer := replayed()) is not None:
        return answer
    if file_of(db.session, dossier_id, file_id) is None:
        raise NotFound
    actor = current_actor()

    def call(session: Session) -> str:
        found = session.get_one(Attachment, file_id)
        remove_evidence(session, session.get_one(PricingDossier, dossier_id), found, actor=actor)
        return url_for("pricing.evidence", dossier_id=dossier_id)

    answer = perform(call)
    flash(_("附件已删除。"), "success")
    return answer


def listed_files(found: Iterable[Attachment]) -> list[dict[str, str]]:
    """For the attachments macro."""
    return [
        {
            "name": each.file_name,
            "href": url_for("pricing.evidence_file", dossier_id=each.record_id, file_id=each.id),
            "size": blob_files.size_words(each.size),
            "kind": _(FILE_LABELS[each.purpose]),
            "remove_href": url_for("pricing.remove_evidence_file", dossier_id=each.record_id, file_id=each.id),
        }
        for each in found
    ]


def _page(row: PricingDossier, form: EvidenceForm) -> str:
    files = listed_files(files_of(db.session, row.id))
    return render_template("pricing/files.html", dossier=row, form=form, files=files)
