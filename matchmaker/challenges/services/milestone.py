"""攻关: reports, reviews (pass, rectify once, fail), and money for what passed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.challenges.models import (
    Bid,
    BidState,
    MilestoneReview,
    Payment,
    Pledge,
    PledgeMilestone,
    ReviewWay,
    Verdict,
)
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import lock_bid
from matchmaker.challenges.queries.pledges import evidence_of, evidence_purpose
from matchmaker.challenges.services.keep_file import keep_file
from matchmaker.challenges.services.step import require_decider
from matchmaker.challenges.services.telling import pledge_page, tell_issuer, tell_team
from matchmaker.core import audit, clock
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.queries import officers_for

MOST_FILES = 20
REVIEWED = {
    Verdict.PASSED: N_("节点考核通过"),
    Verdict.RECTIFY: N_("节点考核要求整改"),
    Verdict.FAILED: N_("节点考核未通过"),
}


@dataclass(frozen=True, slots=True)
class Review:
    """A review of a milestone (S12): how, by whom, who spoke for the final users, and what was found."""

    way: ReviewWay
    reviewers: str
    final_user: str
    verdict: Verdict
    finding: str

    def problems(self) -> dict[str, list[str]]:
        """What is missing, by field."""
        found: dict[str, list[str]] = {}
        if not self.reviewers.strip():
            found["reviewers"] = [N_("请写明参加考核的人员。")]
        if not self.final_user.strip():
            found["final_user"] = [N_("考核须有最终用户参加，请写明姓名和单位。")]
        if not self.finding.strip():
            found["finding"] = [N_("请写明考核结论和依据。")]
        if self.verdict is Verdict.OPEN:
            found["verdict"] = [N_("请选择考核结论。")]
        return found


def report(session: Session, milestone: PledgeMilestone, text: str, *, actor: Actor) -> None:
    """The team reports what it reached; again after being told to put it right."""
    bid = _bid_of(session, milestone)
    PERMISSIONS.require(actor, Permission.BID_ANSWER, bid)
    if not may_report(bid, milestone):
        raise Conflict(N_("这个节点现在不能报告。"))
    if not text.strip():
        raise Invalid(fields={"report": [N_("请写明完成情况和证据。")]})
    milestone.report, milestone.reported_at = text.strip(), clock.now()
    session.flush()
    audit.record(session, actor, "bid.milestone_reported", "bid", bid.id, milestone=milestone.position)
    title = N_("节点已报告，请组织考核")
    key = f"milestone:{milestone.id}:reported:{milestone.version}"
    message = Message("bid.milestone_reported", title, f"{bid.challenge.title}\n{milestone.title}", pledge_page(bid))
    notify(session, officers_for(session, bid.challenge.region_code), message, dedup_key=key)
    given = {"dedup_key": key, "body": milestone.title, "href": pledge_page(bid)}
    tell_issuer(session, bid.challenge, "bid.milestone_reported", title, **given)


def add_evidence(session: Session, milestone: PledgeMilestone, stored: StoredBlob, *, actor: Actor) -> None:
    """A file that proves what the team reports; Invalid above MOST_FILES of them."""
    bid = _bid_of(session, milestone)
    PERMISSIONS.require(actor, Permission.BID_ANSWER, bid)
    if not may_report(bid, milestone):
        raise Conflict(N_("这个节点现在不能再加证据。"))
    if len(evidence_of(session, bid, milestone)) >= MOST_FILES:
        raise Invalid(fields={"file": [N_("每个节点最多 20 个附件。")]})
    keep_file(session, bid, stored, purpose=evidence_purpose(milestone), actor=actor)
    detail = {"milestone": milestone.position, "sha256": stored.sha256}
    audit.record(session, actor, "bid.evidence_added", "bid", bid.id, **detail)


def may_report(bid: Bid, milestone: PledgeMilestone) -> bool:
    """Whether the team may report now: at work, and the milestone not decided."""
    return bid.state == BidState.UNDERTAKING and milestone.verdict in {Verdict.OPEN, Verdict.RECTIFY}


def is_reported(milestone: PledgeMilestone) -> bool:
    """Whether a report waits for its review."""
    if milestone.reported_at is None or milestone.verdict not in {Verdict.OPEN, Verdict.RECTIFY}:
        return False
    return milestone.reviewed_at is None or milestone.reviewed_at < milestone.reported_at


def review_milestone(session: Session, milestone: PledgeMilestone, found: Review, *, actor: Actor) -> None:
    """What the review found.

    Raises Invalid without a finding or without the names, Conflict for a
    milestone that is not reported, is decided, comes before an earlier one, or
    was to be put right once already.
    """
    bid = _bid_of(session, milestone)
    require_decider(bid, actor)
    if problems := found.problems():
        raise Invalid(fields=problems)
    if not may_report(bid, milestone):
        raise Conflict(N_("这个节点已有结论，或团队已不在攻关。"))
    if not is_reported(milestone):
        raise Conflict(N_("团队还没有报告这个节点。"))
    if any(each.verdict != Verdict.PASSED for each in _earlier(session, milestone)):
        raise Conflict(N_("前面的节点还没有通过。"))
    if found.verdict is Verdict.RECTIFY and milestone.rectified:
        raise Conflict(N_("只能整改一次。"))
    _keep_review(session, milestone, found, actor)
    detail = {"milestone": milestone.position, "verdict": found.verdict, "way": found.way}
    audit.record(session, actor, "bid.milestone_reviewed", "bid", bid.id, **detail)
    kind = f"bid.milestone_{milestone.id}_{found.verdict}"
    tell_team(session, bid, kind, REVIEWED[found.verdict], body=milestone.finding, href=pledge_page(bid))


def pay(
    session: Session, milestone: PledgeMilestone, *, amount: int, paid_on: date, voucher: str = "", actor: Actor
) -> Payment:
    """Record money paid for a passed milestone, in 分: once, and never above its part of the contract."""
    bid = _bid_of(session, milestone)
    require_decider(bid, actor, Permission.PAY)
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


def _keep_review(session: Session, milestone: PledgeMilestone, found: Review, actor: Actor) -> None:
    now = clock.now()
    row = MilestoneReview(
        milestone_id=milestone.id,
        way=found.way,
        reviewers=found.reviewers.strip(),
        final_user=found.final_user.strip(),
        verdict=found.verdict,
        finding=found.finding.strip(),
        report=milestone.report,
        reported_at=milestone.reported_at,
        reviewed_by=actor.user_id,
        at=now,
    )
    session.add(row)
    milestone.verdict, milestone.finding, milestone.reviewed_at = found.verdict, row.finding, now
    milestone.rectified = milestone.rectified or found.verdict is Verdict.RECTIFY
    session.flush()


def _bid_of(session: Session, milestone: PledgeMilestone) -> Bid:
    pledge = session.get_one(Pledge, milestone.pledge_id)
    bid = lock_bid(session, pledge.bid_id)
    session.refresh(milestone)
    return bid


def _earlier(session: Session, milestone: PledgeMilestone) -> list[PledgeMilestone]:
    pledge = session.get_one(Pledge, milestone.pledge_id)
    return [each for each in pledge.milestones if each.position < milestone.position]
