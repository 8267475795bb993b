"""When a contract is to be paid, and what was paid: for its sides to read, for the officer to keep."""

from __future__ import annotations

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.errors import NotFound
from matchmaker.deals.contracts.forms import InstalmentForm
from matchmaker.deals.contracts.models import Contract, Instalment
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.queries import instalments_of
from matchmaker.deals.contracts.services.keep_instalments import keep_instalment, remove_instalment
from matchmaker.deals.contracts.views.blueprint import blueprint
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

READ, EDIT = needs(Permission.READ, PERMISSIONS), needs(Permission.EDIT, PERMISSIONS)


@blueprint.route("/contracts/<id:contract_id>/instalments", methods=["GET", "POST"])
@require(GET=READ, POST=EDIT)
def instalments(contract_id: int) -> Answer:
    """All lines with their sums, and the form for one more."""
    if request.method == "GET":
        return _page(load(Contract, contract_id, Permission.READ, PERMISSIONS), InstalmentForm())
    load(Contract, contract_id, Permission.EDIT, PERMISSIONS)
    form, actor = InstalmentForm(request.form), current_actor()

    def call(session: Session) -> str:
        keep_instalment(session, session.get_one(Contract, contract_id), form.line, actor=actor)
        return url_for("contracts.instalments", contract_id=contract_id)

    return answer_form(form, call, lambda: _page(db.session.get_one(Contract, contract_id), form), _("已保存。"))


@blueprint.route("/contracts/<id:contract_id>/instalments/<id:instalment_id>", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def instalment(contract_id: int, instalment_id: int) -> Answer:
    """Change one line, or note what was paid of it."""
    row, actor = _load(contract_id, instalment_id), current_actor()
    if request.method == "GET":
        return _one(contract_id, instalment_id, InstalmentForm(obj=row))
    form = InstalmentForm(request.form)

    def call(session: Session) -> str:
        contract, found = session.get_one(Contract, contract_id), session.get_one(Instalment, instalment_id)
        keep_instalment(session, contract, form.line, actor=actor, row=found, version=form.version.data)
        return url_for("contracts.instalments", contract_id=contract_id)

    return answer_form(form, call, lambda: _one(contract_id, instalment_id, form), _("已保存。"))


@blueprint.post("/contracts/<id:contract_id>/instalments/<id:instalment_id>/removal")
@require(POST=EDIT)
def remove_line(contract_id: int, instalment_id: int) -> Answer:
    """Take a line away on which nothing was paid."""
    _load(contract_id, instalment_id)
    form, actor = BaseForm(request.form), current_actor()

    def call(session: Session) -> str:
        contract, found = session.get_one(Contract, contract_id), session.get_one(Instalment, instalment_id)
        remove_instalment(session, contract, found, actor=actor)
        return url_for("contracts.instalments", contract_id=contract_id)

    def again() -> str:
        return _page(db.session.get_one(Contract, contract_id), InstalmentForm())

    return answer_form(form, call, again, _("已删除。"))


def _load(contract_id: int, instalment_id: int) -> Instalment:
    load(Contract, contract_id, Permission.EDIT, PERMISSIONS)
    row = db.session.get(Instalment, instalment_id)
    if row is None or row.contract_id != contract_id:
        raise NotFound
    return row


def _one(contract_id: int, instalment_id: int, form: InstalmentForm) -> str:
    contract, row = db.session.get_one(Contract, contract_id), _load(contract_id, instalment_id)
    return render_template("contracts/instalment.html", contract=contract, row=row, form=form)


def _page(contract: Contract, form: InstalmentForm) -> str:
    rows = instalments_of(db.session, contract.id)
    actor = current_actor()
    may_keep = PERMISSIONS.allows(actor, Permission.EDIT, contract)
    return render_template(
        "contracts/instalments.html",
        contract=contract,
        rows=rows,
        planned=sum(row.amount for row in rows),
        paid=sum(row.paid_amount or 0 for row in rows),
        today=clock.today(),
        form=form if may_keep else None,
        oversees=PERMISSIONS.holds(actor, Permission.LIST),
    )
