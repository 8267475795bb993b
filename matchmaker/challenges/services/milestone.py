"""攻关: reports, reviews (pass, rectify once, fail), and money for what passed."""

from __future__ import annotations

from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, BidState, Payment, Pledge, PledgeMilestone, Verdict
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import lock_bid
from matchmaker.challenges.services.step import require_decider
from matchmaker.challenges.services.telling import tell_team
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_

REVIEWED = {
    Verdict.PASSED: N_("节点考核通过"),
    Verdict.RECTIFY: N_("节点考核要求整改"),
    Verdict.FAILED: N_("节点考核未通过"),
}


def report(session: Session, milestone: PledgeMilestone, text: str, *, actor: Actor) -> None:
    """The team reports what it reached; again after being told to put it right."""
    bid = _bid_of(session, milestone)
    PERMISSIONS.require(actor, Permission.BID_ANSWER, bid)
    if bid.state != BidState.UNDERTAKING or milestone.verdict not in {Verdict.OPEN, Verdict.RECTIFY}:
        raise Conflict(N_("这个节点现在不能报告。"))
    if not text.strip():
        raise Invalid(fields={"report": [N_("请写明完成情况和证据。")]})
    milestone.report, milestone.reported_at = text.strip(), clock.now()
    session.flush()
    audit.record(session, actor, "bid.milestone_reported", "bid", bid.id, milestone=milestone.position)


def review_milestone(
    session: Session, milestone: PledgeMilestone, *, verdict: Verdict, finding: str, actor: Actor
) -> None:
    """What the review found (on site, by simulation, in use).

    Raises Invalid without a finding, Conflict for a milestone that is not
    reported, is decided, comes before an earlier one, or was to be put right
    once already.
    """
    bid = _bid_of(session, milestone)
    require_decider(bid, actor)
    if not finding.strip() or verdict is Verdict.OPEN:
        raise Invalid(fields={"finding": [N_("请写明考核结论和依据。")]})
    if bid.state != BidState.UNDERTAKING or milestone.verdict not in {Verdict.OPEN, Verdict.RECTIFY}:
        raise Conflict(N_("这个节点已有结论，或团队已不在攻关。"))
    if milestone.reported_at is None or (milestone.reviewed_at and milestone.reviewed_at >= milestone.reported_at):
        raise Conflict(N_("团队还没有报告这个节点。"))
    if any(each.verdict != Verdict.PASSED for each in _earlier(session, milestone)):
        raise Conflict(N_("前面的节点还没有通过。"))
    if verdict is Verdict.RECTIFY and milestone.rectified:
        raise Conflict(N_("只能整改一次。"))
    milestone.verdict, milestone.finding, milestone.reviewed_at = verdict, finding.strip(), clock.now()
    milestone.rectified = milestone.rectified or verdict is Verdict.RECTIFY
    session.flush()
    detail = {"milestone": milestone.position, "verdict": verdict}
    audit.record(session, actor, "bid.milestone_reviewed", "bid", bid.id, **detail)
    tell_team(session, bid, f"bid.milestone_{milestone.id}_{verdict}", REVIEWED[verdict], body=milestone.finding)


def pay(
    session: Session, milestone: PledgeMilestone, *, amount: int, paid_on: date, voucher: str = "", actor: Actor
) -> Payment:
    """Record money paid for a passed milestone, in 分: once, and never above its part of the contract."""
    bid = _bid_of(session, milestone)
    PERMISSIONS.require(actor, Permission.PAY, bid)
    if milestone.verdict != Verdict.PASSED:
        raise Conflict(N_("节点通过考核后才能付款。"))
    if not 0 < amount <= milestone.amount:
        raise Invalid(fields={"amount": [N_("付款须大于零，不超过这个节点的金额。")]})
    if paid_on > clock.today():
        raise Invalid(fields={"paid_on": [N_("付款日期不能在今天以后。")]})
    payment = Payment(
        milestone_id=milestone.id,
        milestone_amount=milestone.amount,
        amount=amount,
        paid_on=paid_on,
        voucher=voucher.strip(),
        recorded_by=actor.user_id,
    )
    try:
        with session.begin_nested():
            session.add(payment)
            session.flush()
    except IntegrityError as error:
        raise Conflict(N_("这个节点已经付款。")) from error
    audit.record(session, actor, "bid.paid", "bid", bid.id, milestone=milestone.position, amount=amount)
    return payment


def _bid_of(session: Session, milestone: PledgeMilestone) -> Bid:
    pledge = session.get_one(Pledge, milestone.pledge_id)
    bid = lock_bid(session, pledge.bid_id)
    session.refresh(milestone)
    return bid


def _earlier(session: Session, milestone: PledgeMilestone) -> list[PledgeMilestone]:
    pledge = session.get_one(Pledge, milestone.pledge_id)
    return [each for each in pledge.milestones if each.position < milestone.position]
