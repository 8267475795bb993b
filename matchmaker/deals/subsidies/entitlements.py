"""您可能可以申领: which rules may apply to a contract or deal, and what is still missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from matchmaker.core.authz import Actor
from matchmaker.deals.contracts.models import Contract
from matchmaker.deals.contracts.queries import standing
from matchmaker.deals.models import Deal
from matchmaker.deals.subsidies import known
from matchmaker.deals.subsidies.facts import Value
from matchmaker.deals.subsidies.models import Claim, RuleVersion
from matchmaker.deals.subsidies.queries import claims_of, covering
from matchmaker.deals.subsidies.reckoning import Outcome, Verdict, reckon
from matchmaker.deals.subsidies.rule import OncePer, Rule, RuleKind, parse
from matchmaker.deals.subsidies.validity import LABELS, TONES, Validity


@dataclass(frozen=True, slots=True)
class Entitlement:
    """A rule that may apply. ``missing``: labels of the conditions that are 待确认; ``claim``: the reader's own one."""

    version: RuleVersion
    outcome: Outcome
    validity: Validity
    missing: tuple[str, ...]
    claim: Claim | None
    may_claim: bool

    @property
    def badge(self) -> tuple[str, str]:
        """(words, tone) of the rule's validity."""
        return LABELS[self.validity], TONES[self.validity]


def for_contract(session: Session, row: Contract, actor: Actor) -> list[Entitlement]:
    """For a contract that ``actor`` may read: three statements at most."""
    codes = {row.buyer_region_code, row.seller_region_code}
    versions, seller = covering(session, codes, row.seller_organization_id)
    is_buyer = row.buyer_organization_id in actor.organization_ids
    facts = known.of_contract(standing(session, row), seller)
    return _found(session, versions, facts, actor, contract_id=row.id, is_buyer=is_buyer)


def for_deal(session: Session, deal: Deal, actor: Actor, contract_id: int | None) -> list[Entitlement]:
    """For a deal that ``actor`` may read; only once both sides know each other."""
    if deal.introduced_at is None:
        return []
    buyer, seller = deal.need.organization, deal.achievement.organization
    versions, _seller = covering(session, {buyer.region_code, seller.region_code})
    is_buyer = deal.need_organization_id in actor.organization_ids
    facts = known.of_parties(buyer, seller, deal.amount)
    return _found(session, versions, facts, actor, contract_id=contract_id, is_buyer=is_buyer)


def _found(
    session: Session,
    versions: Iterable[RuleVersion],
    facts: dict[str, Value],
    actor: Actor,
    *,
    contract_id: int | None,
    is_buyer: bool,
) -> list[Entitlement]:
    rules = [(version, parse(version.definition)) for version in versions]
    fitting = [(version, rule) for version, rule in rules if _speaks_of_contracts(rule)]
    mine = _own_claims(session, actor, contract_id, [version for version, _rule in fitting])
    found = []
    for version, rule in fitting:
        outcome, validity = reckon(rule, facts), version.validity()
        if outcome.verdict is not Verdict.REFUSED:
            missing = tuple(each.label for each in outcome.checks if each.verdict is None)
            claimable = is_buyer and contract_id is not None and validity is Validity.CURRENT
            claim = mine.get(version.rule_id)
            found.append(Entitlement(version, outcome, validity, missing, claim, claimable and claim is None))
    return found


def _speaks_of_contracts(rule: Rule) -> bool:
    return rule.kind is RuleKind.SUBSIDY and rule.once_per is OncePer.CONTRACT


def _own_claims(
    session: Session, actor: Actor, contract_id: int | None, versions: Iterable[RuleVersion]
) -> dict[int, Claim]:
    rule_ids = {version.rule_id for version in versions}
    if contract_id is None or not rule_ids or not actor.organization_ids:
        return {}
    rows = claims_of(session, actor.organization_ids, rule_ids)
    return {row.rule_id: row for row in rows if row.contract_id == contract_id}
