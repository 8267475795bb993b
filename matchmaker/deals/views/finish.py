"""Signing, and ending a deal: each a page of its own, because each wants particulars."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.errors import Conflict
from matchmaker.core.money import exact_wan
from matchmaker.deals import services
from matchmaker.deals.forms import CloseForm, SignForm
from matchmaker.deals.models import Deal
from matchmaker.deals.policies import PERMISSIONS, Permission
from matchmaker.deals.pricing.models import PricingDossier
from matchmaker.deals.pricing.policies import PERMISSIONS as PRICING
from matchmaker.deals.pricing.policies import Permission as PricingPermission
from matchmaker.deals.pricing.queries import dossier_of_deal
from matchmaker.deals.pricing.workflow import DOSSIER
from matchmaker.deals.viewpoints import viewpoint
from matchmaker.deals.views.blueprint import blueprint, load_deal, pricing_right
from matchmaker.deals.workflow import DEAL
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.idempotency import replayed
from matchmaker.web.policy import needs, require

ADVANCE, CLOSE = needs(Permission.ADVANCE, PERMISSIONS), needs(Permission.CLOSE, PERMISSIONS)
Change = Callable[[Session, Deal], None]


@blueprint.route("/deals/<id:deal_id>/sign", methods=["GET", "POST"])
@require(GET=ADVANCE, POST=ADVANCE)
def sign(deal_id: int) -> Answer:
    """The day and the amount of a signature."""
    row, actor = load_deal(deal_id, Permission.ADVANCE), current_actor()
    if request.method == "GET":
        return _page(row, SignForm(version=row.version, signed_on=clock.today(), **_expected(row)), "sign")
    form = SignForm(request.form)

    def change(session: Session, deal: Deal) -> None:
        services.advance(
            session,
            deal,
            "sign",
            actor=actor,
            signed_on=form.signed_on.data,
            amount=form.fen,
            terms=form.terms,
            version=form.version.data,
        )

    return _finish(row, form, "sign", change)


@blueprint.route("/deals/<id:deal_id>/close", methods=["GET", "POST"])
@require(GET=CLOSE, POST=CLOSE)
def close(deal_id: int) -> Answer:
    """The reason for which a deal ends."""
    row, actor = load_deal(deal_id, Permission.CLOSE), current_actor()
    if request.method == "GET":
        return _page(row, CloseForm(version=row.version), "close")
    form = CloseForm(request.form)

    def change(session: Session, deal: Deal) -> None:
        services.close(
            session,
            deal,
            actor=actor,
            reason=form.reason.data or "",
            note=form.note.data or "",
            share=bool(form.share.data),
            version=form.version.data,
        )

    return _finish(row, form, "close", change)


def _expected(row: Deal) -> dict[str, Any]:
    """What the deal's pricing dossier says of the terms, for who may read it."""
    dossier = _dossier(row)
    if dossier is None:
        return {}
    price = "" if dossier.price is None else exact_wan(dossier.price)
    known = {"transfer_mode": dossier.transfer_mode, "pricing_method": dossier.method, "amount": price}
    return {name: said for name, said in known.items() if said}


def _dossier(row: Deal) -> PricingDossier | None:
    found = dossier_of_deal(db.session, row.id)
    return found if found is not None and PRICING.allows(current_actor(), PricingPermission.READ, found) else None


def _finish(row: Deal, form: BaseForm, action: str, change: Change) -> Answer:
    if (answered := replayed()) is not None:
        return answered
    deal_id = row.id

    def once(session: Session) -> str:
        change(session, session.get_one(Deal, deal_id))
        return url_for("deals.deal", deal_id=deal_id)

    return answer_form(
        form,
        once,
        lambda: _page(load_deal(deal_id, DEAL.transition(action).permission), form, action),
        _(DEAL.transition(action).done),
    )


def _page(row: Deal, form: BaseForm, action: str) -> str:
    if row.state not in DEAL.transition(action).sources:
        raise Conflict(_("这次对接现在不能做这一步，请查看最新情况。"))
    view, is_state_held = viewpoint(current_actor(), row), row.achievement.organization.state_held
    return render_template(
        f"deals/{action}.html",
        deal=row,
        form=form,
        view=view,
        is_state_held=is_state_held,
        pricing=pricing_right(row),
        dossier=_dossier(row) if action == "sign" and is_state_held else None,
        dossier_labels=DOSSIER.labels,
    )
