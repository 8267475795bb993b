"""Public notices, and the key with which anybody verifies a sealed dossier."""

from __future__ import annotations

from importlib.resources import files

from flask import render_template
from flask_babel import gettext as _

from matchmaker.catalog.vocabulary import PRICING_METHODS, TRANSFER_MODES
from matchmaker.core import signing
from matchmaker.core.errors import NotFound
from matchmaker.deals.pricing import queries
from matchmaker.deals.pricing.models import AUDIENCE_LABELS
from matchmaker.deals.pricing.paper import amount
from matchmaker.deals.pricing.views.blueprint import blueprint
from matchmaker.deals.pricing.views.sealing import KEY_NAME, key_dir
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.pagination import page_href, paginate, requested_page
from matchmaker.web.policy import public, require

SIZE = 25
PROCEDURE = "data/verify_dossier.txt"


@blueprint.get("/public-notices")
@require(GET=public())
def notices() -> str:
    """Running notices first; those of one's own unit for its members only."""
    page = paginate(db.session, queries.notices(current_actor()), number=requested_page(), size=SIZE)
    lines = [(row, queries.is_running(row)) for row in page.items]
    return render_template(
        "pricing/notices.html", lines=lines, page=page, page_href=page_href, audiences=AUDIENCE_LABELS
    )


@blueprint.get("/public-notices/<id:dossier_id>")
@require(GET=public())
def public_notice(dossier_id: int) -> str:
    """One notice: what is sold, how it was priced, until when and where to object."""
    row = queries.notice(db.session, current_actor(), dossier_id)
    if row is None:
        raise NotFound
    return render_template(
        "pricing/public_notice.html",
        notice=row,
        is_running=queries.is_running(row),
        mode=_(TRANSFER_MODES.get(row.transfer_mode or "", "")),
        method=_(PRICING_METHODS.get(row.method or "", "")),
        price=amount(row.price) if row.show_price else "",
        audience=_(AUDIENCE_LABELS[row.audience or ""]),
    )


@blueprint.get("/dossier-seals")
@require(GET=public())
def seal_key() -> str:
    """The public key of the installation's seals, and how to verify one without this site."""
    key = signing.public_key(key_dir(), KEY_NAME)
    procedure = files("matchmaker.deals.pricing").joinpath(PROCEDURE).read_text(encoding="utf-8")
    shown = signing.raw_public(key).hex() if key else ""
    return render_template("pricing/seal_key.html", public_key=shown, procedure=procedure)
