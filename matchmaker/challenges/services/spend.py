"""包干制: a team declares what it spent; no receipts are asked for, the negative list holds."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, BidState, Pledge, Spending
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import lock_bid
from matchmaker.challenges.queries.pledges import spending_of
from matchmaker.challenges.spending_rules import CATEGORIES, forbidden_by
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_


def declare_spending(
    session: Session, pledge: Pledge, *, category: str, amount: int, spent_on: date, note: str, actor: Actor
) -> Spending:
    """Declare one spending, in 分.

    Raises Invalid for what the negative list names, what goes beyond the
    contract's money, or a day outside the time since it was signed; Conflict
    where there is no lump sum.
    """
    _require_lump_sum(session, pledge, actor)
    note = note.strip()
    found: dict[str, list[str]] = {}
    if category not in CATEGORIES:
        found["category"] = [N_("请选择支出类别。")]
    elif line := forbidden_by(pledge.excluded_spending, category, note):
        found["note"] = [N_("负面清单不允许：%(line)s。") % {"line": line}]
    if not note:
        found["note"] = [N_("请写明用在什么地方。")]
    left = pledge.amount - declared(session, pledge)
    if not 0 < amount <= left:
        found["amount"] = [N_("支出须大于零，累计不超过合同金额。")]
    if pledge.signed_on is None or not pledge.signed_on <= spent_on <= clock.today():
        found["spent_on"] = [N_("日期须在签订之后、今天以前。")]
    if found:
        raise Invalid(fields=found)
    row = Spending(pledge_id=pledge.id, category=category, amount=amount, spent_on=spent_on, note=note)
    row.declared_by = actor.user_id
    session.add(row)
    session.flush()
    audit.record(session, actor, "bid.spending_declared", "bid", pledge.bid_id, category=category, amount=amount)
    return row


def withdraw_spending(session: Session, row: Spending, *, actor: Actor) -> None:
    """Take a declaration back; it stays to be read, and no longer counts."""
    pledge = session.get_one(Pledge, row.pledge_id)
    _require_lump_sum(session, pledge, actor)
    session.refresh(row)
    if row.withdrawn_at is not None:
        raise Conflict(N_("这笔申报已经撤回。"))
    row.withdrawn_at = clock.now()
    session.flush()
    audit.record(session, actor, "bid.spending_withdrawn", "bid", pledge.bid_id, amount=row.amount)


def declared(session: Session, pledge: Pledge) -> int:
    """What counts as spent so far, in 分."""
    return sum(row.amount for row in spending_of(session, pledge) if row.withdrawn_at is None)


def takes_declarations(bid: Bid, pledge: Pledge) -> bool:
    """Whether the team declares its spending: a signed lump sum, and still at work."""
    return pledge.lump_sum and pledge.signed_on is not None and bid.state == BidState.UNDERTAKING


def _require_lump_sum(session: Session, pledge: Pledge, actor: Actor) -> None:
    bid = lock_bid(session, pledge.bid_id)
    PERMISSIONS.require(actor, Permission.BID_ANSWER, bid)
    if not takes_declarations(bid, pledge):
        raise Conflict(N_("只有签订了包干制军令状、正在攻关的团队申报支出。"))
