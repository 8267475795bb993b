"""By what a race is won: fixed before the work begins, and held to when somebody is to win."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, BidState, Challenge, ChallengeState, EqualPoints, RaceRule, WinnerRule
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import bids_of, lock
from matchmaker.challenges.queries.outcomes import in_front, rule_of
from matchmaker.challenges.services.telling import tell_team
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.db import transaction_clock
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_
from matchmaker.core.workflow import check_version

S = ChallengeState
BEFORE_START = frozenset(
    {
        S.APPROVED,
        S.POSTED,
        S.RECEIVING,
        S.SEALED,
        S.QUALIFYING,
        S.REVIEWING,
        S.RANKED,
        S.PUBLICISED,
        S.SIGNING,
    }
)


def fix_rule(
    session: Session,
    challenge: Challenge,
    *,
    winner: WinnerRule,
    equal_points: EqualPoints,
    actor: Actor,
    version: int | None = None,
) -> RaceRule:
    """Fix by what the race is won; until the start it may be fixed anew, and the teams placed are told.

    Raises Conflict when this is no race or the work has begun, StaleVersion.
    """
    challenge = lock(session, challenge.id)
    PERMISSIONS.require(actor, Permission.PRESCREEN, challenge)
    if not challenge.is_race or challenge.state not in BEFORE_START:
        raise Conflict(N_("胜出规则只在赛马开赛前确定，开赛后不再改。"))
    row, moment = rule_of(session, challenge.id), transaction_clock(session)  # asking flushes what is half written
    if row is None:
        row = RaceRule(challenge_id=challenge.id)
        session.add(row)
    else:
        check_version(row, version)
    row.winner, row.equal_points = winner, equal_points
    row.fixed_at, row.fixed_by = moment, actor.user_id
    session.flush()
    detail = {"winner": winner, "equal_points": equal_points}
    audit.record(session, actor, "challenge.race_ruled", "challenge", challenge.id, **detail)
    for bid in bids_of(session, challenge, [BidState.PLACED, BidState.UNDERTAKING]):
        tell_team(session, bid, f"bid.race_ruled_{row.version}", N_("赛马的胜出规则已确定"))
    return row


def require_winner(session: Session, bid: Bid) -> None:
    """Raise Invalid unless ``bid`` is the one that the rule fixed before the start lets win now."""
    challenge = bid.challenge
    if bids_of(session, challenge, [BidState.PASSED]):
        raise not_that(N_("赛马已有胜出的团队。"))
    rule = rule_of(session, challenge.id)
    first = in_front(session, challenge, rule)[:1] if rule else []
    if first == [bid.id]:
        return
    if rule is not None and rule.winner == WinnerRule.FIRST:
        raise not_that(N_("按开赛前定下的规则，最先达到全部指标的团队在前：请先登记达标，或先对在前的团队作出结论。"))
    raise not_that(N_("按开赛前定下的规则，还有最后一轮成绩在前的团队：请先对它作出结论。"))


def not_that(words: str) -> Invalid:
    """The refusal of an outcome that a team cannot have (yet), at the field where it was chosen."""
    return Invalid(words, fields={"outcome": [words]})
