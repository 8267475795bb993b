"""Posting the notice of a negotiated price."""

from __future__ import annotations

from flask import render_template, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core.errors import Conflict
from matchmaker.deals.pricing.completeness import NEGOTIATED, before_notice, holding
from matchmaker.deals.pricing.forms import NoticeForm
from matchmaker.deals.pricing.models import DossierState, PricingDossier
from matchmaker.deals.pricing.paper import amount
from matchmaker.deals.pricing.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.services.post_notice import NoticeTerms, least_days, post_notice
from matchmaker.deals.pricing.views.blueprint import blueprint, change_dossier, load_dossier
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer
from matchmaker.web.extensions import db
from matchmaker.web.policy import needs, require

POST = needs(Permission.POST, PERMISSIONS)


@blueprint.route("/pricing-dossiers/<id:dossier_id>/notice", methods=["GET", "POST"])
@require(GET=POST, POST=POST)
def notice(dossier_id: int) -> Answer:
    """For whom the notice is, for how long, and with or without the price."""
    row, actor = load_dossier(dossier_id, Permission.POST), current_actor()
    _require_ready(row)
    least = least_days(db.session, row)
    form = NoticeForm(request.form) if request.method == "POST" else _fresh(row, least)

    def page() -> str:
        shown = load_dossier(dossier_id, Permission.POST)
        return render_template("pricing/notice.html", dossier=shown, form=form, least=least, price=amount(shown.price))

    def change(session: Session, found: PricingDossier) -> None:
        terms = NoticeTerms(
            form.audience.data or "", form.days.data, bool(form.show_price.data), form.contact.data or ""
        )
        post_notice(session, found, terms, actor=actor, version=form.version.data)

    return page() if request.method == "GET" else change_dossier(dossier_id, form, change, _("公示已发布。"), page)


def _require_ready(row: PricingDossier) -> None:
    if row.state != DossierState.DRAFT:
        raise Conflict(_("这份卷宗现在不能发布公示，请查看最新情况。"))
    if row.method != NEGOTIATED:
        raise Conflict(_("只有协议定价要公示；挂牌和拍卖以交易场所的结果为准。"))
    if lacking := before_notice(holding(row, (), ())):
        raise Conflict(_("公示前还要补全：%(what)s。", what="；".join(_(each) for each in lacking)))


def _fresh(row: PricingDossier, least: int) -> NoticeForm:
    return NoticeForm(
        audience=row.audience,
        days=least,
        show_price=row.show_price,
        contact=row.notice_contact,
        version=row.version,
    )
