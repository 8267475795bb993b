"""Sealing a dossier: rendered and signed outside any transaction, then recorded in one."""

from __future__ import annotations

import tempfile
from io import BytesIO
from pathlib import Path

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.config import Settings
from matchmaker.core import blobs, clock, seals, signing
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.deals.pricing import queries
from matchmaker.deals.pricing.completeness import holding, missing
from matchmaker.deals.pricing.forms import SealForm
from matchmaker.deals.pricing.models import PricingDossier
from matchmaker.deals.pricing.paper import Sealing, compose
from matchmaker.deals.pricing.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.services.keep_evidence import MOST_BYTES
from matchmaker.deals.pricing.services.seal import require_sealable, seal
from matchmaker.deals.pricing.views.blueprint import blueprint, load_dossier
from matchmaker.web import blob_files
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import UNPROCESSABLE, Answer
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.pdf import make_pdf
from matchmaker.web.policy import needs, require

READ, SEAL = needs(Permission.READ, PERMISSIONS), needs(Permission.SEAL, PERMISSIONS)
KEY_NAME = "dossier-seals"
LARGEST = MOST_BYTES + 8 * 1024 * 1024  # the pages beside the evidence


@blueprint.route("/pricing-dossiers/<id:dossier_id>/seal", methods=["GET", "POST"])
@require(GET=SEAL, POST=SEAL)
def seal_dossier(dossier_id: int) -> Answer:
    """The declaration, and what is still missing."""
    row = load_dossier(dossier_id, Permission.SEAL)
    if request.method == "GET":
        return _page(row, SealForm(version=row.version))
    if (answer := replayed()) is not None:
        return answer
    form, actor = SealForm(request.form), current_actor()
    if form.validate():
        try:
            seen = form.version.data or row.version
            require_sealable(db.session, row, declared=bool(form.declared.data), actor=actor, version=seen)
            paper = _paper(row)

            def call(session: Session) -> str:
                seal(session, session.get_one(PricingDossier, dossier_id), paper, actor=actor, version=seen)
                return url_for("pricing.dossier", dossier_id=dossier_id)

            answer = perform(call)
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(_("卷宗已封存，请下载保存。"), "success")
            return answer
    form.refresh_key()
    return _page(load_dossier(dossier_id, Permission.SEAL), form), UNPROCESSABLE


@blueprint.get("/pricing-dossiers/<id:dossier_id>/sealed")
@require(GET=READ)
def sealed(dossier_id: int) -> Response:
    """The sealed file."""
    found = queries.sealed_file(db.session, load_dossier(dossier_id, Permission.READ))
    if found is None:
        raise Conflict(_("这份卷宗还没有封存。"))
    return blob_files.download(found.blob, found.media_type, found.file_name)


def key_dir() -> Path:
    """Where the installation keeps its keys."""
    settings: Settings = current_app.extensions[blob_files.SETTINGS_KEY]
    return settings.key_dir


def _paper(row: PricingDossier) -> StoredBlob:
    """The sealed PDF of the dossier as it is, stored."""
    key = signing.private_key(key_dir(), KEY_NAME)
    sealing = Sealing(current_actor().name, clock.now(), signing.raw_public(key.public_key()).hex())
    held = holding(row, queries.files_of(db.session, row.id), queries.objections_of(db.session, row.id))
    with tempfile.TemporaryDirectory(prefix="dossier-") as workshop:
        made = compose(held, sealing, blob_files.folder(), Path(workshop))
        document = make_pdf(made.source.encode(), made.data, created=sealing.at, embedded=made.files)
    name = _("定价决策卷宗-%(n)s.pdf", n=row.id)
    return blobs.store(blob_files.folder(), BytesIO(seals.seal(document, key)), name, largest=LARGEST)


def _page(row: PricingDossier, form: SealForm) -> str:
    held = holding(row, queries.files_of(db.session, row.id), queries.objections_of(db.session, row.id))
    return render_template("pricing/seal.html", dossier=row, form=form, missing=missing(held))
