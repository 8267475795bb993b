"""The teams that signed for a challenge, each with all that the pages tell of it, in few statements."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from matchmaker.challenges.models import (
    Bid,
    BidState,
    BidStatement,
    Challenge,
    FieldTest,
    Payment,
    Pledge,
    PledgeMilestone,
    RaceFinish,
    RaceResult,
    RaceRound,
    Settlement,
    Verdict,
)
from matchmaker.organizations.models import Organization


@dataclass(frozen=True, slots=True)
class Team:
    """A signed team. ``paid`` is what it got for milestones, in 分; ``open_milestones`` have not passed."""

    bid: Bid
    name: str
    pledge: Pledge
    paid: int
    open_milestones: int
    finish: RaceFinish | None
    test: FieldTest | None
    settlement: Settlement | None
    statement: BidStatement | None

    @property
    def works(self) -> bool:
        return self.bid.state == BidState.UNDERTAKING

    @property
    def has_met_all(self) -> bool:
        """Whether every milestone passed."""
        return self.open_milestones == 0

    @property
    def rest(self) -> int:
        """What is left of its contract, in 分."""
        return self.pledge.amount - self.paid


def teams_of(session: Session, challenge: Challenge, *, bid_id: int | None = None) -> list[Team]:
    """The teams that signed, in the opening's order; only the one of ``bid_id`` if given. Two statements."""
    query = (
        _teams()
        .where(Bid.challenge_id == challenge.id, Pledge.signed_on.is_not(None))
        .options(selectinload(FieldTest.findings))
        .order_by(Bid.position)
    )
    if bid_id is not None:
        query = query.where(Bid.id == bid_id)
    return [Team(*row) for row in session.execute(query)]


def _teams() -> Any:
    paid = (
        select(func.coalesce(func.sum(Payment.amount), 0))
        .join(PledgeMilestone, PledgeMilestone.id == Payment.milestone_id)
        .where(PledgeMilestone.pledge_id == Pledge.id)
        .scalar_subquery()
    )
    to_pass = (
        select(func.count())
        .select_from(PledgeMilestone)
        .where(PledgeMilestone.pledge_id == Pledge.id, PledgeMilestone.verdict != Verdict.PASSED)
        .scalar_subquery()
    )
    parts = (Bid, Organization.name, Pledge, paid, to_pass, RaceFinish, FieldTest, Settlement, BidStatement)
    query: Any = select(*parts)
    query = query.join(Organization, Organization.id == Bid.organization_id).join(Pledge, Pledge.bid_id == Bid.id)
    for part in (RaceFinish, FieldTest, Settlement, BidStatement):
        query = query.outerjoin(part, part.bid_id == Bid.id)
    return query


@dataclass(frozen=True, slots=True)
class RoundOf:
    """A round with the results of all its runners, by bid."""

    round: RaceRound
    results: dict[int, RaceResult]

    @property
    def is_decided(self) -> bool:
        return self.round.decided_at is not None

    @property
    def stayed(self) -> int:
        return sum(bool(result.advanced) for result in self.results.values())


def rounds_with_results(session: Session, challenge: Challenge) -> list[RoundOf]:
    """The rounds of a race in order. One statement, none where there is no race."""
    if not challenge.is_race:
        return []
    query = select(RaceRound, RaceResult).outerjoin(RaceResult, RaceResult.round_id == RaceRound.id)
    found: dict[int, RoundOf] = {}
    for each, result in session.execute(query.where(RaceRound.challenge_id == challenge.id).order_by(RaceRound.number)):
        row = found.setdefault(each.id, RoundOf(each, {}))
        if result is not None:
            row.results[result.bid_id] = result
    return list(found.values())
