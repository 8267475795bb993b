"""Side exits: 撤榜, 终止, and the end of a challenge that nobody could solve."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from matchmaker.challenges.models import SEALED_STATES, Challenge, ChallengeState, Compensation, SealedEnvelope
from matchmaker.challenges.policies import PERMISSIONS, Permission
from matchmaker.challenges.queries import live_bids, lock
from matchmaker.challenges.services.step import advance
from matchmaker.challenges.services.telling import tell_decision, tell_followers, tell_officers, tell_team
from matchmaker.challenges.workflow import BID
from matchmaker.core import audit
from matchmaker.core.authz import Actor, system_actor
from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_

FOLLOWS = system_actor("challenge.stopped")
COMPENSATED = frozenset({ChallengeState.PUBLICISED, ChallengeState.SIGNING})
OFFERED = N_("补偿：")


@dataclass(frozen=True, slots=True)
class Offer:
    """What the issuer offers the teams (撤榜补偿): 分, and how, or why nothing."""

    amount: int
    statement: str


def withdraw_challenge(
    session: Session,
    challenge: Challenge,
    *,
    reason: str,
    actor: Actor,
    version: int | None = None,
    offer: Offer | None = None,
) -> None:
    """撤榜, by the issuer with a reason. Sealed bids are never opened then.

    Once teams were publicised the issuer says what it offers them; Invalid
    without that.
    """
    PERMISSIONS.require(actor, Permission.STOP, challenge)
    if challenge.state in COMPENSATED and (offer is None or not offer.statement.strip()):
        raise Invalid(fields={"statement": [N_("公示以后撤榜，请写明对揭榜团队如何补偿；不补偿的写明理由。")]})
    said = reason.strip() if offer is None else f"{reason.strip()} {OFFERED}{offer.statement.strip()}"
    _stop(session, challenge, "withdraw", reason, actor, said=said, version=version)
    if offer is not None:
        _record_offer(session, challenge, offer, actor)
    tell_officers(session, challenge, "withdrawn", N_("榜题已由发榜单位撤榜"), said)


def _record_offer(session: Session, challenge: Challenge, offer: Offer, actor: Actor) -> None:
    if offer.amount < 0:
        raise Invalid(fields={"amount": [N_("金额不能为负数。")]})
    row = Compensation(
        challenge_id=challenge.id, amount=offer.amount, statement=offer.statement.strip(), stated_by=actor.user_id
    )
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor,
        "challenge.compensation_stated",
        "challenge",
        challenge.id,
        amount=row.amount,
        note=row.statement,
    )


def terminate(session: Session, challenge: Challenge, *, reason: str, actor: Actor) -> None:
    """终止, by the city with a reason; issuer and teams are told, and may appeal."""
    _stop(session, challenge, "terminate", reason, actor, said=reason.strip())
    tell_decision(session, challenge, "terminated", N_("榜题已由市科技局终止"), reason)


def close_unfilled(session: Session, challenge: Challenge, *, reason: str, actor: Actor) -> None:
    """No valid bid came, and it is not posted again."""
    advance(session, lock(session, challenge.id), "close_unfilled", actor=actor, reason=reason)


def _stop(
    session: Session,
    challenge: Challenge,
    action: str,
    reason: str,
    actor: Actor,
    *,
    said: str,
    version: int | None = None,
) -> None:
    challenge = lock(session, challenge.id)
    was_sealed = challenge.state in SEALED_STATES
    advance(session, challenge, action, actor=actor, reason=reason, version=version, values={"public_key": None})
    if was_sealed:
        session.execute(delete(SealedEnvelope).where(SealedEnvelope.challenge_id == challenge.id))
    if challenge.posted_version:
        title = N_("榜题已撤榜") if action == "withdraw" else N_("榜题已终止")
        key = f"challenge:{challenge.id}:stopped"
        tell_followers(session, challenge, f"challenge.{action}", title, dedup_key=key, body=reason.strip())
    for bid in live_bids(session, challenge):
        values = {"state_reason": reason.strip()}
        BID.apply(session, bid, "stop", actor=FOLLOWS, reason=reason, values=values)
        tell_team(session, bid, "bid.stopped", N_("榜题已停止"), body=said)
