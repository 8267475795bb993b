"""One contract and its counterpart in the other ledger: chosen, refused, or taken back with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from matchmaker.core.errors import NotFound
from matchmaker.deals.contracts import reconcile_queries as queries
from matchmaker.deals.contracts.comparing import Comparison, compare
from matchmaker.deals.contracts.forms import CandidateForm, PairForm, UndoForm
from matchmaker.deals.contracts.models import Contract, Ledger
from matchmaker.deals.contracts.policies import PERMISSIONS, Permission
from matchmaker.deals.contracts.reconcile_queries import Suggested
from matchmaker.deals.contracts.services import reconcile
from matchmaker.deals.contracts.views.blueprint import blueprint
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.forms import BaseForm
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

RECONCILE = needs(Permission.RECONCILE, PERMISSIONS)
LIST_ADDRESS = ("part", "year", "region", "page")


@blueprint.get("/contracts/<id:contract_id>/counterpart")
@require(GET=RECONCILE)
def counterpart(contract_id: int) -> str:
    """What the contract is joined to, or may be."""
    return _page(load(Contract, contract_id, Permission.RECONCILE, PERMISSIONS))


@blueprint.post("/contracts/<id:contract_id>/counterpart")
@require(POST=RECONCILE)
def join(contract_id: int) -> Answer:
    """The platform's contract of the address is the registered one of the form."""
    form = PairForm(request.form)

    def change(session: Session) -> str:
        reconcile.join(
            session,
            session.get_one(Contract, contract_id),
            _other(session, form),
            actor=current_actor(),
            version=form.version.data,
            registered_version=form.other_version.data,
        )
        return _back(contract_id)

    return _answer(contract_id, form, change, _("已对上，只计已登记的一份。"))


@blueprint.post("/contracts/<id:contract_id>/counterpart/dismiss")
@require(POST=RECONCILE)
def dismiss(contract_id: int) -> Answer:
    """The two are not the same."""
    form = PairForm(request.form)

    def change(session: Session) -> str:
        reconcile.dismiss(session, session.get_one(Contract, contract_id), _other(session, form), actor=current_actor())
        return _back(contract_id)

    return _answer(contract_id, form, change, _("已记为不是同一份，以后不再建议。"))


@blueprint.post("/contracts/<id:contract_id>/counterpart/undo")
@require(POST=RECONCILE)
def undo(contract_id: int) -> Answer:
    """The platform's contract of the address stands alone again."""
    form = UndoForm(request.form)

    def change(session: Session) -> str:
        row = session.get_one(Contract, contract_id)
        reconcile.undo(session, row, form.reason.data or "", actor=current_actor(), version=form.version.data)
        return url_for("contracts.counterpart", contract_id=contract_id)

    return _answer(contract_id, form, change, _("已撤销对账，平台合同回到平台台账。"))


def _answer(contract_id: int, form: BaseForm, change: Callable[[Session], str], said: str) -> Answer:
    load(Contract, contract_id, Permission.RECONCILE, PERMISSIONS)
    return answer_form(form, change, lambda: _page(db.session.get_one(Contract, contract_id), form), said)


def _other(session: Session, form: PairForm) -> Contract:
    row = session.get(Contract, form.other.data)
    if row is None:
        raise NotFound
    return row


def _back(contract_id: int) -> str:
    """The list that the button stood on, else the contract's own page."""
    if "part" in request.args:
        kept: dict[str, Any] = {name: request.args[name] for name in LIST_ADDRESS if name in request.args}
        return url_for("contracts.reconcile", **kept)
    return url_for("contracts.counterpart", contract_id=contract_id)


def _page(row: Contract, sent: BaseForm | None = None) -> str:
    """``sent``: a form that was refused."""
    found = queries.counterpart(db.session, row)
    pair = None if found is None else _pair(row, found)
    undoing = sent if isinstance(sent, UndoForm) else UndoForm(version=pair[0].version if pair else None)
    search = CandidateForm(request.args)
    text = search.chosen().get("q", "")
    suggested, candidates = _choices(row, text) if pair is None else ([], [])
    return render_template(
        "contracts/counterpart.html",
        contract=row,
        is_platform=row.ledger == Ledger.PLATFORM,
        pair=pair,
        comparison=compare(*pair) if pair else None,
        suggested=suggested,
        candidates=candidates,
        search=search,
        text=text,
        undoing=undoing,
        refused=sent if isinstance(sent, PairForm) else None,
    )


def _choices(row: Contract, text: str) -> tuple[Suggested, Suggested]:
    """What is suggested for ``row``, and what else says ``text``."""
    actor, suggested = current_actor(), list[tuple[Contract, Comparison]]()
    if row.ledger == Ledger.PLATFORM:
        suggested = queries.suggestions(db.session, actor, [row])[row.id]
    offered = {other.id for other, _comparison in suggested}
    others = queries.candidates(db.session, actor, row, text)
    return suggested, [(each, compare(*_pair(row, each))) for each in others if each.id not in offered]


def _pair(row: Contract, other: Contract) -> tuple[Contract, Contract]:
    """Both, the platform's first."""
    return (row, other) if row.ledger == Ledger.PLATFORM else (other, row)
