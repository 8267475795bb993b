"""验收 and conclusion: by what was reached, and whether those who failed had tried."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, BidState, Challenge, ChallengeState, Pledge, Profile, Verdict
from matchmaker.challenges.queries import bids_of, lock, lock_bid
from matchmaker.challenges.services.step import advance, advance_bid
from matchmaker.challenges.services.telling import tell_team
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict
from matchmaker.core.i18n import N_

B = BidState
OUTCOMES = {
    B.PASSED: "pass",
    B.RUNNER_UP: "come_second",
    B.FAILED_DILIGENT: "fail_diligent",
    B.FAILED_NEGLIGENT: "fail_negligent",
}


def start_acceptance(session: Session, challenge: Challenge, *, actor: Actor) -> None:
    """The field test with users and a third party begins."""
    advance(session, lock(session, challenge.id), "accept", actor=actor)


def conclude_bid(session: Session, bid: Bid, outcome: BidState, *, reason: str, actor: Actor) -> None:
    """What became of one team's work, one of OUTCOMES, with its reason.

    Raises Conflict before the acceptance, for a pass with milestones that did
    not pass, or for a second winner of a race.
    """
    bid = lock_bid(session, bid.id)
    challenge = bid.challenge
    if challenge.state != ChallengeState.ACCEPTING:
        raise Conflict(N_("验收时才能作出结论。"))
    if outcome in {B.PASSED, B.RUNNER_UP} and not _all_passed(session, bid):
        raise Conflict(N_("还有节点没有通过，不能验收通过。"))
    if outcome is B.RUNNER_UP and not challenge.is_race:
        raise Conflict(N_("只有赛马有未胜出的团队。"))
    if outcome is B.PASSED and challenge.is_race and bids_of(session, challenge, [B.PASSED]):
        raise Conflict(N_("赛马已有胜出的团队。"))
    advance_bid(session, bid, OUTCOMES[outcome], actor=actor, reason=reason)
    tell_team(session, bid, f"bid.{outcome}", N_("验收结论"), body=reason.strip())


def conclude(session: Session, challenge: Challenge, *, reason: str, actor: Actor) -> None:
    """Every team has its outcome: the challenge is concluded, also when nobody won."""
    challenge = lock(session, challenge.id)
    own = challenge.profile == Profile.ENTERPRISE
    advance(session, challenge, "conclude_own" if own else "conclude", actor=actor, reason=reason)


def settle(session: Session, challenge: Challenge, *, reason: str, actor: Actor) -> None:
    """兑付完: every passed milestone is paid."""
    advance(session, lock(session, challenge.id), "settle", actor=actor, reason=reason)


def _all_passed(session: Session, bid: Bid) -> bool:
    pledge = session.scalars(select(Pledge).where(Pledge.bid_id == bid.id)).one()
    return all(each.verdict == Verdict.PASSED for each in pledge.milestones)
