"""What the office does with a claim: take it up, return, grant or refuse it, note the payment."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan
from matchmaker.deals.subsidies.models import Claim
from matchmaker.deals.subsidies.policies import PERMISSIONS, Permission
from matchmaker.deals.subsidies.services.telling import tell_unit
from matchmaker.deals.subsidies.workflow import CLAIM

ACTIONS = ("accept", "return", "grant", "refuse", "pay")
WITH_REASON = frozenset({"return", "refuse"})


@dataclass(frozen=True, slots=True)
class Decision:
    """``amount`` in 分: granted or paid, as the action says; ``day`` of the payment."""

    action: str
    reason: str = ""
    amount: int | None = None
    day: date | None = None


def decide(session: Session, row: Claim, decision: Decision, *, actor: Actor, version: int | None = None) -> None:
    """Do one of ACTIONS and tell the unit.

    Raises Invalid for an amount above what the rule gives (grant) or was
    granted (pay), a payment without a day, a return or refusal without a
    reason, and for an unknown action; Conflict from the wrong state.
    """
    if decision.action not in ACTIONS:
        raise Invalid(N_("没有这一步。"))
    PERMISSIONS.require(actor, Permission.DECIDE, row)
    if row.state not in CLAIM.transition(decision.action).sources:
        raise Conflict
    reason = decision.reason.strip() if decision.action in WITH_REASON else ""
    if decision.action in WITH_REASON and not reason:
        raise Invalid(fields={"reason": [N_("请说明理由，申领单位会看到。")]})
    values = _values(row, decision, reason)
    CLAIM.apply(session, row, decision.action, actor=actor, reason=reason, version=version, values=values)
    tell_unit(session, row)


def _values(row: Claim, decision: Decision, reason: str) -> dict[str, Any]:
    if decision.action == "grant":
        amount = _within(decision.amount, row.reckoned, N_("不能超过按政策算出的 {} 万元。"))
        return {"decided_on": clock.today(), "decided_amount": amount}
    if decision.action == "refuse":
        return {"decided_on": clock.today(), "state_reason": reason}
    if decision.action == "pay":
        amount = _within(decision.amount, row.decided_amount, N_("不能超过同意的 {} 万元。"))
        return {"paid_on": _payday(row, decision.day), "paid_amount": amount}
    return {"state_reason": reason} if reason else {}


def _within(amount: int | None, most: int | None, said: str) -> int:
    if amount is None:
        raise Invalid(fields={"amount": [N_("请填写金额。")]})
    if amount <= 0:
        raise Invalid(fields={"amount": [N_("金额要大于零；不给请选“不同意”。")]})
    if amount > (most or 0):
        raise Invalid(fields={"amount": [said.format(exact_wan(most or 0))]})
    return amount


def _payday(row: Claim, day: date | None) -> date:
    if day is None:
        raise Invalid(fields={"day": [N_("请填写拨付日期。")]})
    if day > clock.today():
        raise Invalid(fields={"day": [N_("拨付日期不能晚于今天。")]})
    if row.decided_on is not None and day < row.decided_on:
        raise Invalid(fields={"day": [N_("拨付日期不能早于同意的日期。")]})
    return day
