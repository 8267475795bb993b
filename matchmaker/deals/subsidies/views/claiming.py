"""Beginning a claim, and changing one that is a draft or came back."""

from __future__ import annotations

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.subsidies import queries
from matchmaker.deals.subsidies.facts import FACTS, Value, words
from matchmaker.deals.subsidies.forms.claims import claim_form
from matchmaker.deals.subsidies.forms.facts import stated, typed
from matchmaker.deals.subsidies.models import Claim, RuleVersion, SubsidyRule
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission
from matchmaker.deals.subsidies.rule import Rule, parse
from matchmaker.deals.subsidies.services import claiming
from matchmaker.deals.subsidies.services.claiming import Entry
from matchmaker.deals.subsidies.views.blueprint import UNPROCESSABLE, blueprint, cited, places_of
from matchmaker.deals.subsidies.workflow import EDITABLE
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries.region_names import RegionNames
from matchmaker.web.actor import current_actor
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import perform, replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

START, EDIT = needs(Permission.START, PERMISSIONS), needs(Permission.EDIT, PERMISSIONS)
Answer = str | Response | tuple[str, int]


@blueprint.route("/policies/<id:rule_id>/claim", methods=["GET", "POST"])
@require(GET=START, POST=START)
def start_claim(rule_id: int) -> Answer:
    """Begin a claim; ``?contract=`` names a contract one's unit is the buyer of."""
    if (answer := replayed()) is not None:
        return answer
    shown = queries.current_version(db.session, rule_id)
    if shown is None:
        raise NotFound
    if refusal := claiming.why_not(shown):
        page = render_template("subsidies/not_claimable.html", version=shown, refusal=refusal)
        return (page, UNPROCESSABLE) if request.method == "POST" else page
    contract = _contract()
    units = _units(contract)
    unit = next((each for each in units if str(each.id) == request.values.get("unit")), units[0])
    known = claiming.known_facts(db.session, unit, contract)
    shape: Any = _shape(shown, known, contract, units)
    if request.method == "GET":
        return _page(shown, shape(request.args if "item" in request.args else None), known, contract)
    form = shape(request.form)
    return _begin(rule_id, form, shown, unit.id, known, contract)


def _begin(
    rule_id: int, form: Any, shown: RuleVersion, unit_id: int, known: dict[str, Value], contract: Contract | None
) -> Answer:
    actor, contract_id = current_actor(), contract.id if contract else None
    if form.validate():
        entry = _entry(form, parse(shown.definition))

        def begin(session: Session) -> str:
            unit = session.get_one(Organization, unit_id)
            rule = session.get_one(SubsidyRule, rule_id)
            row = claiming.start_claim(session, rule, unit, entry, actor=actor, contract_id=contract_id)
            return url_for("subsidies.claim", claim_id=row.id)

        try:
            answer = perform(begin)
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(_("草稿已保存。请上传证明材料，核对后提交。"), "success")
            return answer
    form.refresh_key()
    return _page(shown, form, known, contract), UNPROCESSABLE


@blueprint.route("/claims/<id:claim_id>/edit", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def edit_claim(claim_id: int) -> Answer:
    """Change what was stated."""
    row = load(Claim, claim_id, Permission.EDIT, PERMISSIONS)
    if (answer := replayed()) is not None:
        return answer
    if row.state not in EDITABLE:
        raise Conflict(_("申领已经提交，不能再改。需要修改请联系主管部门退回。"))
    contract = row.contract
    known = claiming.known_facts(db.session, row.organization, contract)
    shape: Any = _shape(row.rule_version, known, contract, [])
    if request.method == "GET":
        data = {**typed(row.facts), "item": row.item, "note": row.note, "version": row.version}
        return _page(row.rule_version, shape(data=data), known, contract, row)
    return _change(row, shape(request.form), known)


def _change(row: Claim, form: Any, known: dict[str, Value]) -> Answer:
    actor, claim_id = current_actor(), row.id
    if form.validate():
        entry = _entry(form, parse(row.rule_version.definition))

        def change(session: Session) -> str:
            kept = session.get_one(Claim, claim_id)
            claiming.save_claim(session, kept, entry, actor=actor, version=form.version.data)
            return url_for("subsidies.claim", claim_id=claim_id)

        try:
            answer = perform(change)
        except Invalid as error:
            form.take_errors(error)
        else:
            flash(_("已保存，金额已重新计算。"), "success")
            return answer
    form.refresh_key()
    row = load(Claim, claim_id, Permission.EDIT, PERMISSIONS)
    return _page(row.rule_version, form, known, row.contract, row), UNPROCESSABLE


def _contract() -> Contract | None:
    wanted = request.args.get("contract", type=int)
    if wanted is None:
        return None
    if not 0 < wanted < 2**63:
        raise NotFound
    return claiming.own_contract(db.session, wanted, current_actor().organization_ids)


def _units(contract: Contract | None) -> list[Organization]:
    """Whose claim it may be: the contract's buyer, or any unit one speaks for."""
    ids = current_actor().organization_ids
    if contract is not None:
        ids = frozenset({contract.buyer_organization_id or 0})
    found = db.session.scalars(select(Organization).where(Organization.id.in_(ids)).order_by(Organization.id)).all()
    if not found:
        raise NotFound
    return list(found)


def _shape(shown: RuleVersion, known: dict[str, Value], contract: Contract | None, units: list[Organization]) -> Any:
    choices = [(str(unit.id), unit.name) for unit in units] if len(units) > 1 else []
    places = places_of(shown.rule.region_code)
    return claim_form(parse(shown.definition), places, known, units=choices, has_contract=contract is not None)


def _entry(form: Any, rule: Rule) -> Entry:
    item = form.item.data if "item" in form else ""
    return Entry(item or "", stated(form, rule.inputs), form.note.data or "")


def _page(
    shown: RuleVersion, form: Any, known: dict[str, Value], contract: Contract | None, row: Claim | None = None
) -> str:
    rule = parse(shown.definition)
    names = RegionNames(db.session).names
    facts = [(_(FACTS[name].label), _(words(name, known[name], names))) for name in rule.inputs if name in known]
    return render_template(
        "subsidies/claim_form.html",
        version=shown,
        clause=cited(shown),
        form=form,
        known=facts,
        contract=contract,
        claim=row,
        asked=[form[name] for name in rule.inputs if name in form],
        documents=rule.documents,
    )
