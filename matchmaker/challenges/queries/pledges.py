"""军令状 and the work under it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matchmaker.catalog.models import Attachment
from matchmaker.challenges.models import (
    Bid,
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

EVIDENCE = "milestone"


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
    """The contract with a team, with its rows."""
    query = select(Pledge).where(Pledge.bid_id == bid.id)
    rows = (selectinload(Pledge.milestones), selectinload(Pledge.indicators))
    return session.scalars(query.options(*rows)).one_or_none()


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


def payments_of(session: Session, pledge: Pledge) -> dict[int, Payment]:
    """Milestone's id → what was paid for it."""
    query = select(Payment).join(PledgeMilestone, PledgeMilestone.id == Payment.milestone_id)
    return {row.milestone_id: row for row in session.scalars(query.where(PledgeMilestone.pledge_id == pledge.id))}


def money_of(pledge: Pledge, payments: dict[int, Payment]) -> Money:
    """The sums of a contract; what passed and was paid in part stays open only by its rest."""
    passed = sum(row.amount for row in pledge.milestones if row.verdict == Verdict.PASSED)
    return Money(pledge.amount, passed, sum(row.amount for row in payments.values()))


def reviews_of(session: Session, milestone: PledgeMilestone) -> Sequence[MilestoneReview]:
    """The reviews of a milestone, in order."""
    query = select(MilestoneReview).where(MilestoneReview.milestone_id == milestone.id)
    return session.scalars(query.order_by(MilestoneReview.id)).all()


def evidence_of(session: Session, milestone: PledgeMilestone) -> Sequence[Attachment]:
    """The files that prove a milestone."""
    query = select(Attachment).where(Attachment.record_kind == EVIDENCE, Attachment.record_id == milestone.id)
    return session.scalars(query.order_by(Attachment.id)).all()


def spending_of(session: Session, pledge: Pledge) -> Sequence[Spending]:
    """What was declared, the latest day first, what was taken back included."""
    query = select(Spending).where(Spending.pledge_id == pledge.id)
    return session.scalars(query.order_by(Spending.spent_on.desc(), Spending.id.desc())).all()


def contracts_of(session: Session, challenge_id: int) -> Sequence[tuple[Bid, Pledge | None]]:
    """The teams of a challenge that got it, with their contracts."""
    query = select(Bid, Pledge).outerjoin(Pledge, Pledge.bid_id == Bid.id).where(Bid.challenge_id == challenge_id)
    placed = (Bid.state == "placed") | Pledge.id.is_not(None)
    rows = session.execute(query.where(placed).order_by(Bid.position).options(selectinload(Pledge.milestones)))
    return [(row[0], row[1]) for row in rows]
