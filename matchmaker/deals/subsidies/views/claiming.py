"""Beginning a claim, and changing one that is a draft or came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core.db import LARGEST_ID
from matchmaker.core.errors import Conflict, NotFound
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
from matchmaker.deals.subsidies.views.blueprint import UNPROCESSABLE, blueprint, cited, places_in, region_names
from matchmaker.deals.subsidies.workflow import EDITABLE
from matchmaker.organizations.models import Organization
from matchmaker.web.actor import current_actor
from matchmaker.web.answering import Answer, answer_form
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import replayed
from matchmaker.web.loaders import load
from matchmaker.web.policy import needs, require

START, EDIT = needs(Permission.START, PERMISSIONS), needs(Permission.EDIT, PERMISSIONS)


@dataclass(frozen=True)
class Sheet:
    """What a claim's form is made of; ``names`` are those of regions, ``claim`` the one that is changed."""

    version: RuleVersion
    known: Mapping[str, Value]
    contract: Contract | None
    names: Mapping[str, str]
    claim: Claim | None = None

    @property
    def rule(self) -> Rule:
        return parse(self.version.definition)

    def shape(self, units: list[Organization]) -> Any:
        """The class of its form; a choice of unit only where there are several."""
        choices = [(str(unit.id), unit.name) for unit in units] if len(units) > 1 else []
        places = places_in(self.version.rule.region_code, self.names)
        has_contract = self.contract is not None
        return claim_form(self.rule, places, self.known, units=choices, has_contract=has_contract)

    def entry(self, form: Any) -> Entry:
        """What a valid form states."""
        item = form.item.data if "item" in form else ""
        return Entry(item or "", stated(form, self.rule.inputs), form.note.data or "")

    def page(self, form: Any) -> str:
        """The form with what need not be typed beside it."""
        known = [name for name in self.rule.inputs if name in self.known]
        return render_template(
            "subsidies/claim_form.html",
            version=self.version,
            clause=cited(self.version),
            form=form,
            known=[(_(FACTS[name].label), _(words(name, self.known[name], self.names))) for name in known],
            contract=self.contract,
            claim=self.claim,
            asked=[form[name] for name in self.rule.inputs if name in form],
            documents=self.rule.documents,
        )


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
    sheet = Sheet(shown, claiming.known_facts(db.session, unit, contract), contract, region_names())
    form = sheet.shape(units)(request.form)
    return sheet.page(form) if request.method == "GET" else _begin(sheet, form, unit.id)


def _begin(sheet: Sheet, form: Any, unit_id: int) -> Answer:
    actor, rule_id = current_actor(), sheet.version.rule_id
    contract_id = sheet.contract.id if sheet.contract else None

    def begin(session: Session) -> str:
        unit = session.get_one(Organization, unit_id)
        rule = session.get_one(SubsidyRule, rule_id)
        row = claiming.start_claim(session, rule, unit, sheet.entry(form), actor=actor, contract_id=contract_id)
        return url_for("subsidies.claim", claim_id=row.id)

    return answer_form(form, begin, lambda: sheet.page(form), _("草稿已保存。请上传证明材料，核对后提交。"))


@blueprint.route("/claims/<id:claim_id>/edit", methods=["GET", "POST"])
@require(GET=EDIT, POST=EDIT)
def edit_claim(claim_id: int) -> Answer:
    """Change what was stated."""
    row = load(Claim, claim_id, Permission.EDIT, PERMISSIONS)
    if (answer := replayed()) is not None:
        return answer
    if row.state not in EDITABLE:
        raise Conflict(_(claiming.NOT_EDITABLE))
    known = claiming.known_facts(db.session, row.organization, row.contract)
    sheet = Sheet(row.rule_version, known, row.contract, region_names(), row)
    if request.method == "GET":
        data = {**typed(row.facts), "item": row.item, "note": row.note, "version": row.version}
        return sheet.page(sheet.shape([])(data=data))
    return _change(sheet, sheet.shape([])(request.form), claim_id)


def _change(sheet: Sheet, form: Any, claim_id: int) -> Answer:
    actor = current_actor()

    def change(session: Session) -> str:
        kept = session.get_one(Claim, claim_id)
        claiming.save_claim(session, kept, sheet.entry(form), actor=actor, version=form.version.data)
        return url_for("subsidies.claim", claim_id=claim_id)

    return answer_form(form, change, lambda: sheet.page(form), _("已保存，金额已重新计算。"))


def _contract() -> Contract | None:
    wanted = request.args.get("contract", type=int)
    if wanted is None:
        return None
    if not 0 < wanted <= LARGEST_ID:
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
