"""A team that leaves is paid to date: its passed milestones, and what its work since is agreed to be worth."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.challenges.models import LEFT, Bid, Pledge, Settlement
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import lock_bid
from matchmaker.challenges.queries.outcomes import owed_to, paid_to, signed_pledge
from matchmaker.challenges.services.telling import tell_team
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.money import exact_wan


def settle_bid(session: Session, bid: Bid, *, value: int, reason: str, agreed_on: date, actor: Actor) -> Settlement:
    """Record what was agreed with a team that left: ``value`` (分) beyond what it was paid, and on what grounds.

    Raises Conflict for a team that did not sign or has not left, while a
    passed milestone is unpaid, or when it is settled already; Invalid for a
    value above what is left of the contract, no reason, or a day to come.
    """
    bid = lock_bid(session, bid.id)
    PERMISSIONS.require(actor, Permission.PAY, bid)
    pledge = _contract(session, bid)
    paid = paid_to(session, bid.id)
    if problems := _problems(pledge.amount - paid, value, reason, agreed_on):
        raise Invalid(fields=problems)
    row = Settlement(
        bid_id=bid.id,
        pledge_id=pledge.id,
        contract_amount=pledge.amount,
        paid=paid,
        value=value,
        reason=reason.strip(),
        agreed_on=agreed_on,
        settled_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "bid.settled", "bid", bid.id, paid=paid, amount=value)
    tell_team(session, bid, "bid.settled", N_("已结算至退出之日"), body=row.reason)
    return row


def pay_settlement(session: Session, bid: Bid, *, paid_on: date, voucher: str = "", actor: Actor) -> None:
    """Record that what was agreed is paid; Conflict when nothing is due, Invalid for an impossible day."""
    bid = lock_bid(session, bid.id)
    PERMISSIONS.require(actor, Permission.PAY, bid)
    row = session.get(Settlement, bid.id, populate_existing=True)
    if row is None or row.is_closed:
        raise Conflict(N_("没有待付的结算款。"))
    if not row.agreed_on <= paid_on <= clock.today():
        raise Invalid(fields={"paid_on": [N_("付款日期不能早于商定日期，也不能在今天以后。")]})
    row.paid_on, row.voucher = paid_on, voucher.strip()
    session.flush()
    audit.record(session, actor, "bid.settlement_paid", "bid", bid.id, amount=row.value)


def _contract(session: Session, bid: Bid) -> Pledge:
    pledge = signed_pledge(session, bid.id)
    if pledge is None:
        raise Conflict(N_("这支团队没有签订军令状，无须结算。"))
    if bid.state not in LEFT:
        raise Conflict(N_("团队还没有退出，不能结算。"))
    if owed_to(session, bid.id):
        raise Conflict(N_("还有已通过的节点没有付款，请先付清再结算。"))
    if session.get(Settlement, bid.id) is not None:
        raise Conflict(N_("这支团队已经结算。"))
    return pledge


def _problems(rest: int, value: int, reason: str, agreed_on: date) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if not 0 <= value <= rest:
        found["value"] = [N_("商定金额不能为负，最多 %(rest)s 万元（合同金额减去已付）。") % {"rest": exact_wan(rest)}]
    if not reason.strip():
        found["reason"] = [N_("请写明已完成的工作和金额的依据；没有应付的也要写明。")]
    if agreed_on > clock.today():
        found["agreed_on"] = [N_("商定日期不能在今天以后。")]
    return found
