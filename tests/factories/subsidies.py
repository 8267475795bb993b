"""Policy rules in force and claims at any stage."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.workflow import Transition
from matchmaker.deals.subsidies import vectors
from matchmaker.deals.subsidies.models import Claim, ClaimState, RuleVersion, SubsidyRule, VersionState
from matchmaker.deals.subsidies.reckoning import reckon
from matchmaker.deals.subsidies.rule import parse
from matchmaker.deals.subsidies.services.load_rules import shipped
from matchmaker.deals.subsidies.workflow import CLAIM, RULE_VERSION
from matchmaker.organizations.models import Organization
from tests.factories.base import MAKER, made, number, walk
from tests.factories.organizations import make_enterprise

WAN = 1_000_000
FROM = date(2024, 1, 1)


def shipped_rule(code: str = "purchase", region: str = "340300") -> dict[str, Any]:
    """A copy of one of the rules that come with the product."""
    return deepcopy(next(dict(row) for row in shipped() if (row["code"], row["region"]) == (code, region)))


def make_version(
    session: Session, state: VersionState = VersionState.ACTIVE, *, code: str = "purchase", **values: Any
) -> RuleVersion:
    """A version of a rule of its own as shipped, in force since 2024; its vectors have passed."""

    def build(inner: Session) -> RuleVersion:
        row = shipped_rule(code)
        rule = values.pop("rule", None) or SubsidyRule(region_code="340300", code=f"{code}-{number()}")
        given = {
            **{name: row[name] for name in ("title", "card", "source", "clause", "definition", "vectors")},
            "number": 1,
            "valid_from": FROM,
            **values,
        }
        mark = vectors.fingerprint(given["definition"], given["vectors"])
        version = RuleVersion(rule=rule, fingerprint=mark, passed_fingerprint=mark, **given)
        RULE_VERSION.begin(inner, version, actor=MAKER)
        walk(inner, RULE_VERSION, version, state, lambda _step: {"activated_at": clock.now()})
        return version

    return made(session, build)


def make_claim(
    session: Session,
    state: ClaimState = ClaimState.DRAFT,
    *,
    version: RuleVersion | None = None,
    unit: Organization | None = None,
    **values: Any,
) -> Claim:
    """A claim on a purchase of 100 万元 (20 万元 by the rule); decided and paid in full where it got so far."""

    def build(inner: Session) -> Claim:
        mine, owner = version or make_version(inner), unit or make_enterprise(inner)
        facts = values.pop("facts", {"amount": 100 * WAN, "buyer_region": owner.region_code})
        outcome = reckon(parse(mine.definition), facts)
        given = {"item": "薄膜收卷技术转让", "once_key": f"item:{number()}", **values}
        row = Claim(
            rule_id=mine.rule_id,
            version_id=mine.id,
            organization_id=owner.id,
            region_code=owner.region_code,
            facts=facts,
            outcome=outcome.as_json(),
            reckoned=outcome.amount,
            **given,
        )
        CLAIM.begin(inner, row, actor=MAKER)
        walk(inner, CLAIM, row, state, _stated)
        return row

    return made(session, build)


def _stated(step: Transition) -> dict[str, Any]:
    today = clock.today()
    given: dict[str, dict[str, Any]] = {
        "submit": {"submitted_at": clock.now()},
        "return": {"state_reason": "请补付款凭证。"},
        "refuse": {"state_reason": "合同不属于购买成果。", "decided_on": today},
        "grant": {"decided_on": today, "decided_amount": 20 * WAN},
        "pay": {"paid_on": today, "paid_amount": 20 * WAN},
    }
    return given.get(step.action, {})
