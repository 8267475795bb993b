"""A unit's claim: begun on a rule in force, filled in, handed in, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.core import audit, clock, regions
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid, NotFound
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.contracts.queries import standing
from matchmaker.deals.subsidies import known
from matchmaker.deals.subsidies.facts import Facts, suits
from matchmaker.deals.subsidies.models import Claim, RuleVersion, SubsidyRule, VersionState
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission
from matchmaker.deals.subsidies.queries import ENDED, active_version, files_of
from matchmaker.deals.subsidies.reckoning import Outcome, Verdict, reckon
from matchmaker.deals.subsidies.rule import OncePer, Rule, RuleKind, parse
from matchmaker.deals.subsidies.services.telling import tell_officers
from matchmaker.deals.subsidies.validity import REFUSALS, Validity
from matchmaker.deals.subsidies.workflow import CLAIM, EDITABLE
from matchmaker.organizations.models import Organization

EARLIEST_YEAR = 2000
NOT_CLAIMABLE = N_("这条政策不通过平台申领。")
NOT_EDITABLE = N_("申领已经提交，不能再改。需要修改请联系主管部门退回。")
REPLACED = N_("这条政策已停用或有了新版本，请撤回这份申领，按新版本重新申领。")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the unit states: for what it claims, the facts, a remark."""

    item: str
    facts: Facts
    note: str = ""


def why_not(version: RuleVersion | None) -> str:
    """Why nobody may claim on this version today, in words; empty when one may."""
    if version is None or version.state != VersionState.ACTIVE:
        return N_("这条政策没有启用，不能申领。")
    if parse(version.definition).kind is not RuleKind.SUBSIDY:
        return NOT_CLAIMABLE
    return REFUSALS.get(version.validity(), "")


def known_facts(session: Session, unit: Organization, contract: Contract | None) -> dict[str, Any]:
    """What the platform knows and the unit therefore cannot state otherwise."""
    facts = known.of_claimant(unit)
    if contract is not None:
        seller = session.get(Organization, contract.seller_organization_id or 0)
        facts |= known.of_contract(standing(session, contract), seller)
    return facts


def own_contract(session: Session, contract_id: int, organization_ids: frozenset[int]) -> Contract:
    """The contract if one of the units is its buyer; NotFound else."""
    row = session.get(Contract, contract_id)
    if row is None or row.buyer_organization_id not in organization_ids:
        raise NotFound
    return row


def start_claim(
    session: Session,
    rule: SubsidyRule,
    unit: Organization,
    entry: Entry,
    *,
    actor: Actor,
    contract_id: int | None = None,
) -> Claim:
    """Begin a claim of ``unit`` on the rule's active version.

    Raises Invalid when the rule is not in force or the unit has claimed for
    the same contract, year or item, NotFound for a unit or contract of others.
    """
    PERMISSIONS.require(actor, Permission.START)
    if unit.id not in actor.organization_ids:
        raise NotFound
    version = active_version(session, rule.id)
    refusal = why_not(version)
    if version is None or refusal:
        raise Invalid(refusal)
    row = Claim(rule_id=rule.id, version_id=version.id, organization_id=unit.id, entered_by=actor.user_id)
    row.region_code = unit.region_code if regions.covers(rule.region_code, unit.region_code) else rule.region_code
    contract = own_contract(session, contract_id, frozenset({unit.id})) if contract_id else None
    _fill(session, row, version, unit, contract, entry)
    try:
        with session.begin_nested():
            CLAIM.begin(session, row, actor=actor, rule=rule.code)
    except IntegrityError as error:
        raise _claimed_already() from error
    return row


def save_claim(session: Session, row: Claim, entry: Entry, *, actor: Actor, version: int | None = None) -> None:
    """Change a claim that is a draft or was returned; it is reckoned anew by its own version."""
    PERMISSIONS.require(actor, Permission.EDIT, row)
    check_version(row, version)
    if row.state not in EDITABLE:
        raise Conflict(NOT_EDITABLE)
    contract = session.get(Contract, row.contract_id) if row.contract_id else None
    try:
        with session.begin_nested():
            _fill(session, row, row.rule_version, row.organization, contract, entry)
            session.flush()
    except IntegrityError as error:
        raise _claimed_already() from error
    audit.record(session, actor, "subsidy_claim.changed", "subsidy_claim", row.id)


def _claimed_already() -> Invalid:
    return Invalid(fields={"item": [N_("本单位就此已经申领过这条政策，同一事项只能申领一次。")]})


def _fill(
    session: Session, row: Claim, version: RuleVersion, unit: Organization, contract: Contract | None, entry: Entry
) -> None:
    rule = parse(version.definition)
    item = entry.item.strip() if contract is None else contract.name[:100]
    row.item = _checked_item(rule, item)
    if rule.once_per is OncePer.CONTRACT and contract is None:
        contract = _named(session, unit, item)
    if contract and rule.once_per is OncePer.CONTRACT and _claimed_for_counterpart(session, row, contract):
        raise _claimed_already()
    row.contract_id = contract.id if contract else None
    row.once_key = f"contract:{contract.id}" if contract else f"{rule.once_per}:{''.join(item.split()).casefold()}"
    row.facts = {**_stated(rule, entry.facts), **_stated(rule, known_facts(session, unit, contract))}
    outcome = reckon(rule, row.facts)
    row.outcome, row.reckoned, row.note = outcome.as_json(), outcome.amount, entry.note.strip()


def _claimed_for_counterpart(session: Session, row: Claim, contract: Contract) -> bool:
    """Whether the unit claims on the same rule for the row of the other ledger that this contract is joined to."""
    query = (
        select(Claim.id)
        .join(Contract, Contract.id == Claim.contract_id)
        .where(Claim.rule_id == row.rule_id, Claim.organization_id == row.organization_id, Claim.state.not_in(ENDED))
        .where(or_(Contract.registered_as_id == contract.id, Contract.id == contract.registered_as_id))
    )
    return session.scalar(query.limit(1)) is not None


def _stated(rule: Rule, facts: Facts) -> dict[str, Any]:
    return {name: facts[name] for name in rule.inputs if name in facts and suits(name, facts[name])}


def _checked_item(rule: Rule, item: str) -> str:
    if not item:
        raise Invalid(fields={"item": [N_("请填写这一项。")]})
    if rule.once_per is OncePer.YEAR and not (
        item.isdecimal() and item.isascii() and EARLIEST_YEAR <= int(item[:5]) <= clock.today().year
    ):
        raise Invalid(fields={"item": [N_("请写四位年份，例如 {}，不能晚于今年。").format(clock.today().year - 1)]})
    return item


def _named(session: Session, unit: Organization, item: str) -> Contract | None:
    """The unit's contract with this number or name, so that none is claimed for twice by being typed."""
    query = select(Contract).where(
        Contract.buyer_organization_id == unit.id, or_(Contract.registration_number == item, Contract.name == item)
    )
    return session.scalars(query.order_by(Contract.id).limit(1)).first()


def submit(session: Session, row: Claim, *, actor: Actor, version: int | None = None) -> None:
    """Hand a claim in and tell the officers.

    Raises Invalid when the facts refuse it, do not suffice for an amount, or no
    file is there, and when a claim never handed in before stands on a rule that
    has expired or been replaced since; Conflict from the wrong state.
    """
    PERMISSIONS.require(actor, Permission.EDIT, row)
    if row.state in EDITABLE:
        _check_complete(session, row)
    values: dict[str, Any] = {"submitted_at": row.submitted_at or clock.now(), "state_reason": ""}
    CLAIM.apply(session, row, "submit", actor=actor, version=version, values=values)
    tell_officers(session, row)


def _check_complete(session: Session, row: Claim) -> None:
    if row.submitted_at is None:
        if row.rule_version.state != VersionState.ACTIVE:
            raise Invalid(REPLACED)
        if row.rule_version.validity() is not Validity.CURRENT:
            raise Invalid(REFUSALS[row.rule_version.validity()])
    outcome = _outcome(row)
    if outcome.verdict is Verdict.REFUSED:
        failed = "、".join(each.label for each in outcome.checks if each.verdict is False)
        raise Invalid(N_("按填写的情况不符合申领条件：{}。").format(failed))
    if outcome.amount is None:
        raise Invalid(N_("还算不出金额，请先修改申领，补上计算用的金额或数量。"))
    if not files_of(session, row.id):
        raise Invalid(N_("请先上传证明材料，再提交申领。"))


def _outcome(row: Claim) -> Outcome:
    return reckon(parse(row.rule_version.definition), row.facts)


def withdraw(session: Session, row: Claim, *, actor: Actor, version: int | None = None) -> None:
    """Take a claim back; the unit may claim for the same thing again."""
    CLAIM.apply(session, row, "withdraw", actor=actor, version=version)
