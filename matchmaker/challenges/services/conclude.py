"""验收 and conclusion: by what was reached, and whether those who failed had tried."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, BidState, Challenge, ChallengeState, FieldTest, Profile
from matchmaker.challenges.queries import bids_of, lock, lock_bid
from matchmaker.challenges.queries.outcomes import all_passed
from matchmaker.challenges.services.hand_over import hand_over
from matchmaker.challenges.services.race_rule import not_that, require_winner
from matchmaker.challenges.services.step import advance, advance_bid, require_decider
from matchmaker.challenges.services.telling import tell_team
from matchmaker.core.authz import Actor
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.organizations.services import propose_entry

B = BidState
OUTCOMES = {
    B.PASSED: "pass",
    B.RUNNER_UP: "come_second",
    B.ELIMINATED: "eliminate",
    B.FAILED_DILIGENT: "fail_diligent",
    B.FAILED_NEGLIGENT: "fail_negligent",
}
REACHED = frozenset({B.PASSED, B.RUNNER_UP})
BY_EFFORT = N_("%(reason)s\n尽职依据：%(diligence)s")


def start_acceptance(session: Session, challenge: Challenge, *, actor: Actor) -> None:
    """The field test with users and a third party begins; every team at work is told."""
    challenge = lock(session, challenge.id)
    advance(session, challenge, "accept", actor=actor)
    for bid in bids_of(session, challenge, [B.UNDERTAKING]):
        tell_team(session, bid, "bid.acceptance", N_("开始验收，请配合现场测试"))


def conclude_bid(
    session: Session, bid: Bid, outcome: BidState, *, reason: str, diligence: str = "", actor: Actor
) -> None:
    """What became of one team's work, one of OUTCOMES, with its reason.

    ``diligence`` says by what effort is seen, for a failure without blame (免责).
    Raises Conflict before the acceptance; Invalid for a pass with milestones
    or indicators that were not met, for a winner other than the race's rule
    gives, for a failure without blame that nothing speaks for.
    """
    bid = lock_bid(session, bid.id)
    require_decider(bid, actor)
    challenge = bid.challenge
    if challenge.state != ChallengeState.ACCEPTING:
        raise Conflict(N_("验收时才能作出结论。"))
    _require_reached(session, bid, outcome)
    _require_in_race(session, bid, outcome)
    if outcome is B.FAILED_DILIGENT:
        if not diligence.strip():
            raise Invalid(fields={"diligence": [N_("免责须写明尽职的依据：投入、过程记录、及时报告等。")]})
        reason = BY_EFFORT % {"reason": reason.strip(), "diligence": diligence.strip()} if reason.strip() else ""
    advance_bid(session, bid, OUTCOMES[outcome], actor=actor, reason=reason)
    if outcome is B.FAILED_NEGLIGENT:
        propose_entry(session, bid.organization_id, reason.strip(), "bid", bid.id, actor)
    tell_team(session, bid, f"bid.{outcome}", N_("验收结论"), body=reason.strip())


def conclude(session: Session, challenge: Challenge, *, reason: str, actor: Actor) -> None:
    """Every team has its outcome: the challenge is concluded, also when nobody won."""
    challenge = lock(session, challenge.id)
    own = challenge.profile == Profile.ENTERPRISE
    advance(session, challenge, "conclude_own" if own else "conclude", actor=actor, reason=reason)


def settle(session: Session, challenge: Challenge, *, reason: str, actor: Actor) -> None:
    """兑付完: everything due is paid; contracts enter the ledger, and what became of them will be asked."""
    challenge = lock(session, challenge.id)
    advance(session, challenge, "settle", actor=actor, reason=reason)
    hand_over(session, challenge, actor=actor)


def _require_reached(session: Session, bid: Bid, outcome: BidState) -> None:
    """Who passes met every milestone and, in the field, every indicator."""
    if outcome not in REACHED:
        return
    if not all_passed(session, bid.id):
        raise not_that(N_("还有节点没有通过，不能验收通过。"))
    test = session.get(FieldTest, bid.id)
    if test is None or not test.all_met:
        raise not_that(N_("现场测试还没有记录，或者有指标没有达到，不能验收通过。"))


def _require_in_race(session: Session, bid: Bid, outcome: BidState) -> None:
    challenge = bid.challenge
    if outcome is B.PASSED and challenge.is_race:
        require_winner(session, bid)
    if outcome is B.RUNNER_UP and not challenge.is_race:
        raise not_that(N_("只有赛马有未胜出的团队。"))
    if outcome is B.ELIMINATED and not (challenge.is_race and bids_of(session, challenge, [B.PASSED])):
        raise not_that(N_("赛马已有团队胜出，才能让其余团队出局。"))
