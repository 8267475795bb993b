"""Policy rules and claims in every state, for checking from outside."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.workflow import Transition
from matchmaker.deals.subsidies import vectors
from matchmaker.deals.subsidies.models import Claim, ClaimState, RuleVersion, SubsidyRule, VersionState
from matchmaker.deals.subsidies.reckoning import reckon
from matchmaker.deals.subsidies.rule import parse
from matchmaker.deals.subsidies.services.load_rules import shipped
from matchmaker.deals.subsidies.workflow import CLAIM, RULE_VERSION
from matchmaker.organizations.models import Organization

WAN = 1_000_000
SPENT = 100 * WAN
COPIED = ("card", "source", "clause", "definition", "vectors")
Walk = Callable[..., None]


def objects(
    session: Session, unit: Organization, region_code: str, mark: str, *, actor: Actor, walk: Walk
) -> dict[str, dict[str, int]]:
    """Object → state → id: versions of three rules of the city, claims of ``unit`` on the one in force."""
    versions = {state: _version(session, region_code, mark, state, actor, walk) for state in VersionState}
    in_force = versions[VersionState.ACTIVE]
    claims = {state: _claim(session, unit, in_force, state, actor, walk) for state in ClaimState}
    return {
        "subsidy_version": {state.value: row.id for state, row in versions.items()},
        "subsidy_claim": {state.value: row.id for state, row in claims.items()},
    }


def _version(
    session: Session, region_code: str, mark: str, state: VersionState, actor: Actor, walk: Walk
) -> RuleVersion:
    row = next(each for each in shipped() if each["code"] == "instruments")
    given = {name: row[name] for name in COPIED}
    passed = vectors.fingerprint(given["definition"], given["vectors"])
    version = RuleVersion(
        rule=SubsidyRule(region_code=region_code, code=f"accept-{mark}-{state}"),
        number=1,
        title=f"核对用政策（{RULE_VERSION.labels[state]}）{mark}",
        valid_from=date(2024, 1, 1),
        fingerprint=passed,
        passed_fingerprint=passed,
        **given,
    )
    RULE_VERSION.begin(session, version, actor=actor)
    walk(session, RULE_VERSION, version, state.value, _activated)
    return version


def _activated(step: Transition) -> Mapping[str, Any]:
    return {"activated_at": clock.now()} if step.action == "activate" else {}


def _claim(
    session: Session, unit: Organization, version: RuleVersion, state: ClaimState, actor: Actor, walk: Walk
) -> Claim:
    facts: dict[str, Any] = {"yearly_spending": SPENT, "claimant_region": unit.region_code, "from_catalogue": True}
    outcome = reckon(parse(version.definition), facts)
    item = f"核对用（{CLAIM.labels[state]}）"
    row = Claim(
        rule_id=version.rule_id,
        version_id=version.id,
        organization_id=unit.id,
        region_code=unit.region_code,
        item=item,
        once_key=f"item:{item}",
        facts=facts,
        outcome=outcome.as_json(),
        reckoned=outcome.amount,
    )
    CLAIM.begin(session, row, actor=actor)
    walk(session, CLAIM, row, state.value, lambda step: _stated(step, outcome.amount))
    return row


def _stated(step: Transition, amount: int | None) -> Mapping[str, Any]:
    """What the columns must say after a step."""
    today = clock.today()
    given: dict[str, dict[str, Any]] = {
        "submit": {"submitted_at": clock.now()},
        "return": {"state_reason": "核对"},
        "refuse": {"state_reason": "核对", "decided_on": today},
        "grant": {"decided_on": today, "decided_amount": amount},
        "pay": {"paid_on": today, "paid_amount": amount},
    }
    return given.get(step.action, {})
