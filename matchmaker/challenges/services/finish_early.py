"""A runner meets all indicators before the others: what counts in a race that the first one wins."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, BidState, ChallengeState, RaceFinish, WinnerRule
from matchmaker.challenges.queries import lock_bid
from matchmaker.challenges.queries.outcomes import all_passed, finishes_of, rule_of
from matchmaker.challenges.services.step import require_decider
from matchmaker.challenges.services.telling import tell_team
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.db import transaction_clock
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_

AT_WORK = frozenset({ChallengeState.WORKING, ChallengeState.ACCEPTING})


def finish_early(session: Session, bid: Bid, *, finding: str, actor: Actor) -> RaceFinish:
    """Note that a runner met all indicators; the order in which that is found is the order of the race.

    The others go on until the acceptance has confirmed it. Raises Conflict in
    a race won otherwise, with a milestone open, or when it is noted already;
    Invalid without a finding.
    """
    bid = lock_bid(session, bid.id)
    require_decider(bid, actor)
    rule = rule_of(session, bid.challenge_id)
    if rule is None or rule.winner != WinnerRule.FIRST:
        raise Conflict(N_("只有“先达标者胜”的赛马登记提前达标。"))
    if bid.state != BidState.UNDERTAKING or bid.challenge.state not in AT_WORK:
        raise Conflict(N_("这支团队现在不在攻关。"))
    if not all_passed(session, bid.id):
        raise Conflict(N_("还有节点没有通过考核，不能登记达标。"))
    if not finding.strip():
        raise Invalid(fields={"finding": [N_("请写明依据：哪份检测报告、哪次现场考核。")]})
    before = finishes_of(session, bid.challenge_id)
    if any(each.bid_id == bid.id for each in before):
        raise Conflict(N_("这支团队已登记达标。"))
    row = RaceFinish(
        bid_id=bid.id,
        challenge_id=bid.challenge_id,
        place=len(before) + 1,
        finding=finding.strip(),
        found_at=transaction_clock(session),
        found_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "bid.finished", "bid", bid.id, place=row.place)
    tell_team(session, bid, "bid.finished", N_("已登记达到全部指标"), body=row.finding)
    return row
