"""What a contract of the platform's book is about, filled in once it was signed."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core.errors import Conflict
from matchmaker.deals.contracts.forms import ParticularsForm
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.services.describe_contract import describe_contract, has_fixed_amount, may_describe
from matchmaker.deals.contracts.views.blueprint import blueprint
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

DESCRIBE = needs(Permission.DESCRIBE, PERMISSIONS)


@blueprint.route("/contracts/<id:contract_id>/particulars", methods=["GET", "POST"])
@require(GET=DESCRIBE, POST=DESCRIBE)
def particulars(contract_id: int) -> Answer:
    """Fill in kind, amounts, rights and payment of a contract that is not registered yet."""
    row, actor = load(Contract, contract_id, Permission.DESCRIBE, PERMISSIONS), current_actor()
    if (stored := replayed()) is not None:
        return stored
    if not may_describe(row):
        raise Conflict(_("已登记的合同以登记系统为准，请在登记系统更正后重新导入。"))
    if request.method == "GET":
        return _page(row, ParticularsForm(obj=row))
    form = ParticularsForm(request.form)

    def call(session: Session) -> str:
        found = session.get_one(Contract, contract_id)
        describe_contract(session, found, form.given, actor=actor, version=form.version.data)
        return url_for("contracts.contract", contract_id=contract_id)

    return answer_form(
        form, call, lambda: _page(db.session.get_one(Contract, contract_id), form), _("合同信息已保存。")
    )


def _page(row: Contract, form: ParticularsForm) -> str:
    return render_template(
        "contracts/particulars.html",
        contract=row,
        form=form,
        fixed_amount=has_fixed_amount(row),
        oversees=PERMISSIONS.holds(current_actor(), Permission.LIST),
    )
