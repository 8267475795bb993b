"""One contract, and what an officer notes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.catalog.vocabulary import FIELDS, IP_KINDS
from matchmaker.core import regions
from matchmaker.core.errors import Invalid
from matchmaker.core.money import exact_wan
from matchmaker.deals.contracts import queries, reconcile_queries
from matchmaker.deals.contracts.flags import FLAG_LABELS, FLAG_NOTES
from matchmaker.deals.contracts.forms import ProgressForm
from matchmaker.deals.contracts.history import told
from matchmaker.deals.contracts.models import (
    CONTRACT_PRICING,
    DEVELOPMENT_LABELS,
    KIND_LABELS,
    LEDGER_LABELS,
    PAYMENT_LABELS,
    Contract,
    Ledger,
)
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.services.describe_contract import may_describe
from matchmaker.deals.contracts.services.keep_contract import note_progress
from matchmaker.deals.contracts.views.blueprint import UNPROCESSABLE, blueprint
from matchmaker.deals.subsidies import entitlements
from matchmaker.organizations.queries.region_names import RegionNames
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.filters import cn_date, wan
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

READ, EDIT = needs(Permission.READ, PERMISSIONS), needs(Permission.EDIT, PERMISSIONS)
Answer = str | Response | tuple[str, int]


@blueprint.get("/contracts/<id:contract_id>")
@require(GET=READ)
def contract(contract_id: int) -> str:
    """What is known of a contract; its signs and kin only for who oversees."""
    row = load(Contract, contract_id, Permission.READ, PERMISSIONS)
    return _page(row, None)


@blueprint.post("/contracts/<id:contract_id>")
@require(POST=EDIT)
def edit(contract_id: int) -> Answer:
    """Note what was paid and for whom it counts."""
    load(Contract, contract_id, Permission.EDIT, PERMISSIONS)
    if (answer := replayed()) is not None:
        return answer
    form, actor = ProgressForm(request.form), current_actor()
    if not form.validate():
        return _again(form, contract_id)

    def change(session: Session) -> str:
        note_progress(
            session,
            session.get_one(Contract, contract_id),
            received=form.fen,
            assessed_unit=form.assessed_unit.data or "",
            note=form.note.data or "",
            actor=actor,
            version=form.version.data,
        )
        return url_for("contracts.contract", contract_id=contract_id)

    try:
        answer = perform(change)
    except Invalid as error:
        form.take_errors(error)
        return _again(form, contract_id)
    flash(_("已保存。"), "success")
    return answer


def _again(form: ProgressForm, contract_id: int) -> Answer:
    form.refresh_key()
    return _page(db.session.get_one(Contract, contract_id), form), UNPROCESSABLE


def _page(row: Contract, form: ProgressForm | None) -> str:
    actor = current_actor()
    oversees = PERMISSIONS.holds(actor, Permission.LIST)
    if form is None and PERMISSIONS.allows(actor, Permission.EDIT, row):
        form = ProgressForm(
            received=exact_wan(row.received), assessed_unit=row.assessed_unit, note=row.note, version=row.version
        )
    flags = queries.flags_of(db.session, row.id) if oversees else []
    story = reconcile_queries.story(db.session, row) if oversees else []
    counterpart = _counterpart(row, story)
    names = RegionNames(db.session).names
    return render_template(
        "contracts/contract.html",
        contract=row,
        ledger=_(LEDGER_LABELS[row.ledger]),
        counterpart=counterpart,
        story=told(row, story),
        may_reconcile=PERMISSIONS.allows(actor, Permission.RECONCILE, row),
        parties=_parties(row, names),
        particulars=_particulars(row, (counterpart or row).registration_number or row.registration_number),
        flags=[(FLAG_LABELS[flag], FLAG_NOTES[flag]) for flag in flags],
        kin=queries.kin(db.session, row) if flags else [],
        form=form,
        units=_units(row, names) if form else [],
        may_describe=may_describe(row) and PERMISSIONS.allows(actor, Permission.DESCRIBE, row),
        oversees=oversees,
        entitlements=entitlements.for_contract(db.session, row, actor),
    )


def _counterpart(row: Contract, story: Sequence[Any]) -> Contract | None:
    """The row of the other ledger that this one is joined to; a registered one's only for who oversees."""
    if row.ledger == Ledger.PLATFORM:
        return db.session.get(Contract, row.registered_as_id) if row.registered_as_id else None
    return next((other for _verdict, _name, other in story if other.registered_as_id == row.id), None)


def _units(row: Contract, names: dict[str, str]) -> list[str]:
    """The counties and zones of the buyer's city: so written they count as one."""
    city = regions.city_of(row.buyer_region_code)
    return [name for code, name in names.items() if code != city and regions.covers(city, code)]


def _parties(row: Contract, names: dict[str, str]) -> list[tuple[str, str]]:
    buyer, seller = row.buyer_region_code, row.seller_region_code
    return [
        (_("买方"), row.buyer_name),
        (_("买方所在地"), names.get(buyer, buyer)),
        (_("卖方"), row.seller_name),
        (_("卖方所在地"), names.get(seller, seller)),
        (_("考核单位"), row.assessed_unit or _("未填写")),
    ]


def _particulars(row: Contract, number: str | None) -> list[tuple[str, str]]:
    kind = [KIND_LABELS[row.kind]] if row.kind else []
    mode = [DEVELOPMENT_LABELS[row.development_mode]] if row.development_mode else []
    choices = ((PAYMENT_LABELS, row.payment_mode), (CONTRACT_PRICING, row.pricing_method), (FIELDS, row.field_code))
    payment, pricing, field = (_(labels[code]) if code else _("未填写") for labels, code in choices)
    return [
        (_("登记编号"), number or _("未登记")),
        (_("合同类别"), "，".join(_(label) for label in kind + mode) or _("未填写")),
        (_("合同成交额"), _amount(row.amount)),
        (_("技术交易额"), _amount(row.technology_amount)),
        (_("到账金额"), _amount(row.received)),
        (_("签订日期"), cn_date(row.signed_on)),
        (_("登记日期"), cn_date(row.registered_on) or _("未填写")),
        (_("有效期至"), cn_date(row.valid_until) or _("未填写")),
        (_("知识产权类别"), "、".join(_(IP_KINDS[code]) for code in row.ip_kinds) or _("未填写")),
        (_("支付方式"), payment),
        (_("定价方式"), pricing),
        (_("技术领域"), field),
    ]


def _amount(fen: int | None) -> str:
    return _("未填写") if fen is None else f"{wan(fen)} {_('万元')}"
