"""赛马: rounds with one protocol for all, the cut fixed before it starts, a rationale for each who goes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, BidState, Challenge, ChallengeState, RaceResult, RaceRound
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import bids_of, lock
from matchmaker.challenges.queries.outcomes import rule_of
from matchmaker.challenges.services.step import advance_bid
from matchmaker.challenges.services.telling import tell_team
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.db import transaction_clock
from matchmaker.core.errors import Conflict, Invalid
from matchmaker.core.i18n import N_

BEST = 100
Results = Mapping[int, tuple[int, str]]


def fix_round(
    session: Session,
    challenge: Challenge,
    *,
    protocol: str,
    due_on: date,
    keep: int | None = None,
    threshold: int | None = None,
    actor: Actor,
) -> RaceRound:
    """Fix the next round: test protocol, day, and the cut (the best ``keep``, or all from ``threshold`` on).

    Raises Conflict when this is no race, by what it is won is not fixed, or
    the round before is not decided; Invalid unless there is a protocol and exactly one cut.
    """
    challenge = lock(session, challenge.id)
    PERMISSIONS.require(actor, Permission.PRESCREEN, challenge)
    rounds = rounds_of(session, challenge)
    if not challenge.is_race or challenge.state not in {ChallengeState.SIGNING, ChallengeState.WORKING}:
        raise Conflict(N_("只有赛马的榜题在攻关时分轮次。"))
    if rule_of(session, challenge.id) is None:
        raise Conflict(N_("请先定下胜出规则。"))
    if rounds and rounds[-1].decided_at is None:
        raise Conflict(N_("上一轮还没有结果。"))
    cut_fits = (keep is None) != (threshold is None) and (keep is None or keep > 0)
    if not protocol.strip() or not cut_fits or not 0 <= (threshold or 0) <= BEST:
        raise Invalid(fields={"cut": [N_("请写明测试方案，并定一种淘汰规则：留前几名，或合格分。")]})
    row = RaceRound(
        challenge_id=challenge.id,
        number=len(rounds) + 1,
        protocol=protocol.strip(),
        due_on=due_on,
        keep=keep,
        threshold=threshold,
        fixed_at=transaction_clock(session),
    )
    session.add(row)
    session.flush()
    detail = {"round": row.number, "keep": keep, "threshold": threshold}
    audit.record(session, actor, "challenge.round_fixed", "challenge", challenge.id, **detail)
    for bid in bids_of(session, challenge, [BidState.PLACED, BidState.UNDERTAKING]):
        tell_team(session, bid, f"bid.round_{row.number}_fixed", N_("赛马下一轮的测试方案和淘汰规则已定下"))
    return row


def decide_round(session: Session, race_round: RaceRound, results: Results, *, actor: Actor) -> list[Bid]:
    """Record every runner's points and rationale (bid id → both) and cut as was fixed. Returns who goes on.

    Equal points at the edge of the cut all go on. When nobody reaches the
    threshold all are out, and there is honestly no winner.
    """
    challenge = lock(session, race_round.challenge_id)
    PERMISSIONS.require(actor, Permission.PRESCREEN, challenge)
    runners = bids_of(session, challenge, [BidState.UNDERTAKING])
    if challenge.state != ChallengeState.WORKING or race_round.decided_at is not None:
        raise Conflict
    if results.keys() != {bid.id for bid in runners}:
        raise Invalid(fields={"results": [N_("每支在跑的团队都要有成绩。")]})
    if any(not 0 <= points <= BEST or not words.strip() for points, words in results.values()):
        raise Invalid(fields={"results": [N_("成绩 0 至 100 分，并为每支团队写明理由。")]})
    edge = _edge(race_round, results)
    race_round.decided_at = transaction_clock(session)
    for bid in runners:
        points, words = results[bid.id]
        stays = points >= edge
        session.add(
            RaceResult(round_id=race_round.id, bid_id=bid.id, points=points, rationale=words.strip(), advanced=stays)
        )
        if not stays:
            advance_bid(session, bid, "eliminate", actor=actor, reason=words, detail={"round": race_round.number})
            tell_team(session, bid, "bid.eliminated", N_("未进入下一轮"), body=words.strip())
        else:
            tell_team(session, bid, f"bid.round_{race_round.number}_passed", N_("进入下一轮"), body=words.strip())
    session.flush()
    audit.record(session, actor, "challenge.round_decided", "challenge", challenge.id, round=race_round.number)
    return bids_of(session, challenge, [BidState.UNDERTAKING])


def rounds_of(session: Session, challenge: Challenge) -> list[RaceRound]:
    """The rounds so far, in order."""
    query = select(RaceRound).where(RaceRound.challenge_id == challenge.id)
    return list(session.scalars(query.order_by(RaceRound.number)))


def _edge(race_round: RaceRound, results: Results) -> int:
    """The fewest points with which a runner goes on."""
    if race_round.threshold is not None:
        return race_round.threshold
    ordered = sorted((points for points, _words in results.values()), reverse=True)
    return ordered[min(race_round.keep or 1, len(ordered)) - 1]
