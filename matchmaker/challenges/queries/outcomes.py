"""How teams fare at the end: what they signed and got, how a race stands, what is still to be asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment
from matchmaker.challenges.models import (
    LEFT_RUNNING,
    Bid,
    Challenge,
    EqualPoints,
    FollowUp,
    Payment,
    Pledge,
    PledgeMilestone,
    RaceFinish,
    RaceResult,
    RaceRound,
    RaceRule,
    Settlement,
    Verdict,
    WinnerRule,
)
from matchmaker.challenges.models.bid import BidState
from matchmaker.core import clock

IN_THE_RUNNING = frozenset({BidState.UNDERTAKING, BidState.PASSED, BidState.RUNNER_UP})
REMIND_AGAIN = timedelta(days=30)
REPORT = "field_test"


def signed_pledge(session: Session, bid_id: int) -> Pledge | None:
    """The contract a team signed."""
    return session.scalars(select(Pledge).where(Pledge.bid_id == bid_id, Pledge.signed_on.is_not(None))).one_or_none()


def paid_to(session: Session, bid_id: int) -> int:
    """What a team was paid for its milestones, in 分."""
    query = (
        select(func.coalesce(func.sum(Payment.amount), 0))
        .join(PledgeMilestone, PledgeMilestone.id == Payment.milestone_id)
        .join(Pledge, Pledge.id == PledgeMilestone.pledge_id)
    )
    return int(session.scalar(query.where(Pledge.bid_id == bid_id)) or 0)


def owed_to(session: Session, bid_id: int) -> list[PledgeMilestone]:
    """A team's milestones that passed and are not paid."""
    query = (
        select(PledgeMilestone)
        .join(Pledge, Pledge.id == PledgeMilestone.pledge_id)
        .outerjoin(Payment, Payment.milestone_id == PledgeMilestone.id)
        .where(Pledge.bid_id == bid_id, PledgeMilestone.verdict == Verdict.PASSED, Payment.id.is_(None))
    )
    return list(session.scalars(query.order_by(PledgeMilestone.position)))


def all_passed(session: Session, bid_id: int) -> bool:
    """Whether every milestone of a team's contract passed."""
    query = select(PledgeMilestone.verdict).join(Pledge, Pledge.id == PledgeMilestone.pledge_id)
    verdicts = session.scalars(query.where(Pledge.bid_id == bid_id)).all()
    return bool(verdicts) and all(each == Verdict.PASSED for each in verdicts)


def unsettled(session: Session, challenge: Challenge) -> list[int]:
    """Bids that left a race or the work after they signed and are not settled, or not paid what was agreed."""
    query = (
        select(Bid.id)
        .join(Pledge, Pledge.bid_id == Bid.id)
        .outerjoin(Settlement, Settlement.bid_id == Bid.id)
        .where(Bid.challenge_id == challenge.id, Pledge.signed_on.is_not(None))
        .where(
            or_(
                Settlement.bid_id.is_(None) & Bid.state.in_(LEFT_RUNNING),
                (Settlement.value > 0) & Settlement.paid_on.is_(None),
            )
        )
    )
    return list(session.scalars(query.order_by(Bid.position)))


def rule_of(session: Session, challenge_id: int) -> RaceRule | None:
    """By what the race is won, once that is fixed."""
    return session.get(RaceRule, challenge_id)


def finishes_of(session: Session, challenge_id: int) -> list[RaceFinish]:
    """Who met all indicators, in the order it was found."""
    query = select(RaceFinish).where(RaceFinish.challenge_id == challenge_id)
    return list(session.scalars(query.order_by(RaceFinish.place)))


def in_front(session: Session, challenge: Challenge, rule: RaceRule) -> list[int]:
    """Ids of the bids that may still win, the first first, by the rule that stood before the start."""
    if rule.winner == WinnerRule.FIRST:
        query = select(Bid.id).join(RaceFinish, RaceFinish.bid_id == Bid.id)
        query = query.where(Bid.challenge_id == challenge.id, Bid.state.in_(IN_THE_RUNNING))
        return list(session.scalars(query.order_by(RaceFinish.place)))
    return _by_points(session, challenge, rule)


def _by_points(session: Session, challenge: Challenge, rule: RaceRule) -> list[int]:
    last = (
        select(func.max(RaceRound.number))
        .where(RaceRound.challenge_id == challenge.id, RaceRound.decided_at.is_not(None))
        .scalar_subquery()
    )
    passed_at = (
        select(func.max(PledgeMilestone.reviewed_at))
        .where(PledgeMilestone.pledge_id == Pledge.id, PledgeMilestone.verdict == Verdict.PASSED)
        .scalar_subquery()
    )
    query = (
        select(Bid.id, RaceResult.points, passed_at, Pledge.amount, Bid.position)
        .join(RaceResult, RaceResult.bid_id == Bid.id)
        .join(RaceRound, RaceRound.id == RaceResult.round_id)
        .join(Pledge, Pledge.bid_id == Bid.id)
        .where(RaceRound.challenge_id == challenge.id, RaceRound.number == last, Bid.state.in_(IN_THE_RUNNING))
    )
    equal = EqualPoints(rule.equal_points)
    rows = sorted(session.execute(query), key=lambda row: (-row[1], *_ahead(row[2], row[3], equal), row[4]))
    return [row[0] for row in rows]


def _ahead(passed_at: datetime | None, amount: int, equal: EqualPoints) -> tuple[float, float]:
    earlier = passed_at.timestamp() if passed_at else float("inf")
    return (earlier, amount) if equal is EqualPoints.EARLIER else (amount, earlier)


def due_follow_ups(session: Session, *, only: int | None = None) -> list[int]:
    """Follow-ups that are due today and of which nobody was reminded lately."""
    today = clock.today()
    query = select(FollowUp.id).where(FollowUp.reported_at.is_(None), FollowUp.due_on <= today)
    query = query.where(or_(FollowUp.reminded_on.is_(None), FollowUp.reminded_on <= today - REMIND_AGAIN))
    if only is not None:
        query = query.where(FollowUp.id == only)
    return list(session.scalars(query.order_by(FollowUp.id)))


def follow_ups_of(session: Session, challenge_id: int) -> Sequence[FollowUp]:
    """All follow-ups of a challenge, by the day they are due."""
    query = select(FollowUp).join(Bid, Bid.id == FollowUp.bid_id).where(Bid.challenge_id == challenge_id)
    return session.scalars(query.order_by(FollowUp.due_on, FollowUp.id)).all()


def reports_of(session: Session, bid_id: int) -> Sequence[Attachment]:
    """The reports that go with a field test."""
    query = select(Attachment).where(Attachment.record_kind == REPORT, Attachment.record_id == bid_id)
    return session.scalars(query.order_by(Attachment.id)).all()
