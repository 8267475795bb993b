"""军令状 and the work under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Attachment
from matchmaker.challenges.models import (
    Bid,
    BidState,
    Challenge,
    MilestoneReview,
    Party,
    Payment,
    Pledge,
    PledgeConfirmation,
    PledgeMilestone,
    PledgeVersion,
    Spending,
    Verdict,
)
from matchmaker.organizations.models import Organization

BID, SCAN = "bid", "scan"
Rows = Sequence[tuple[PledgeMilestone, Payment | None]]


@dataclass(frozen=True, slots=True)
class Money:
    """Of one contract, in 分: agreed, passed, paid, and what passed but is not paid."""

    agreed: int
    passed: int
    paid: int

    @property
    def open(self) -> int:
        return self.passed - self.paid


def pledge_of(session: Session, bid: Bid) -> Pledge | None:
    """The contract with a team."""
    return session.scalars(select(Pledge).where(Pledge.bid_id == bid.id)).one_or_none()


def confirmations_of(session: Session, pledge: Pledge) -> dict[Party, PledgeConfirmation]:
    """Who confirmed the revision that stands."""
    query = select(PledgeConfirmation).where(
        PledgeConfirmation.pledge_id == pledge.id, PledgeConfirmation.revision == pledge.revision
    )
    return {Party(row.party): row for row in session.scalars(query)}


def versions_of(session: Session, pledge: Pledge) -> Sequence[PledgeVersion]:
    """All texts there were, the latest first."""
    query = select(PledgeVersion).where(PledgeVersion.pledge_id == pledge.id)
    return session.scalars(query.order_by(PledgeVersion.number.desc())).all()


def confirmers_of(session: Session, pledge: Pledge) -> dict[Party, tuple[PledgeConfirmation, str]]:
    """The same with the names of who spoke."""
    query = select(PledgeConfirmation, User.name).outerjoin(User, User.id == PledgeConfirmation.user_id)
    query = query.where(PledgeConfirmation.pledge_id == pledge.id, PledgeConfirmation.revision == pledge.revision)
    return {Party(row.party): (row, name or "") for row, name in session.execute(query)}


def milestones_of(session: Session, pledge: Pledge) -> Rows:
    """The milestones in order, each with what was paid for it."""
    return rows_of(session, [pledge.id]).get(pledge.id, [])


def rows_of(session: Session, pledge_ids: Sequence[int]) -> dict[int, list[tuple[PledgeMilestone, Payment | None]]]:
    """The same of several contracts in one statement, by the contract's id."""
    query = select(PledgeMilestone, Payment).outerjoin(Payment, Payment.milestone_id == PledgeMilestone.id)
    query = query.where(PledgeMilestone.pledge_id.in_(pledge_ids)).order_by(PledgeMilestone.position)
    found: dict[int, list[tuple[PledgeMilestone, Payment | None]]] = {}
    for milestone, payment in session.execute(query):
        found.setdefault(milestone.pledge_id, []).append((milestone, payment))
    return found


def money_of(pledge: Pledge, rows: Rows) -> Money:
    """The sums of a contract; what was paid in part stays open by its rest."""
    passed = sum(row.amount for row, _payment in rows if row.verdict == Verdict.PASSED)
    return Money(pledge.amount, passed, sum(payment.amount for _row, payment in rows if payment))


def reviews_of(session: Session, milestone: PledgeMilestone) -> Sequence[MilestoneReview]:
    """The reviews of a milestone, in order."""
    query = select(MilestoneReview).where(MilestoneReview.milestone_id == milestone.id)
    return session.scalars(query.order_by(MilestoneReview.id)).all()


def evidence_purpose(milestone: PledgeMilestone) -> str:
    """What the files that prove a milestone are for, as it stands with the file."""
    return f"milestone:{milestone.position}"


def evidence_of(session: Session, bid: Bid, milestone: PledgeMilestone) -> Sequence[Attachment]:
    """The files that prove a milestone."""
    return session.scalars(_files(bid).where(Attachment.purpose == evidence_purpose(milestone))).all()


def scan_of(session: Session, bid: Bid) -> Attachment | None:
    """The sealed contract."""
    return session.scalars(_files(bid).where(Attachment.purpose == SCAN)).first()


def work_file(session: Session, bid: Bid, attachment_id: int) -> Attachment | None:
    """One file of the contract or of a milestone of ``bid``."""
    query = _files(bid).where(Attachment.id == attachment_id)
    purpose = Attachment.purpose
    return session.scalars(query.where((purpose == SCAN) | purpose.like("milestone:%"))).one_or_none()


def _files(bid: Bid) -> Select[Attachment]:
    return (
        select(Attachment).where(Attachment.record_kind == BID, Attachment.record_id == bid.id).order_by(Attachment.id)
    )


def spending_of(session: Session, pledge: Pledge) -> Sequence[Spending]:
    """What was declared, the latest day first, what was taken back included."""
    query = select(Spending).where(Spending.pledge_id == pledge.id)
    return session.scalars(query.order_by(Spending.spent_on.desc(), Spending.id.desc())).all()


def contracts_of(session: Session, challenge: Challenge) -> Sequence[tuple[Bid, Pledge | None, str]]:
    """The teams that got a challenge, each with its contract, if drawn, and its name."""
    query = (
        select(Bid, Pledge, Organization.name)
        .join(Organization, Organization.id == Bid.organization_id)
        .outerjoin(Pledge, Pledge.bid_id == Bid.id)
        .where(Bid.challenge_id == challenge.id, (Bid.state == BidState.PLACED) | Pledge.id.is_not(None))
    )
    return [(row[0], row[1], row[2]) for row in session.execute(query.order_by(Bid.position))]
