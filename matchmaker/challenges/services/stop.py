"""Side exits: 撤榜, 终止, and the end of a challenge that nobody could solve."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from matchmaker.challenges.models import SEALED_STATES, Challenge, SealedEnvelope
from matchmaker.challenges.queries import live_bids, lock
from matchmaker.challenges.services.step import advance
from matchmaker.challenges.services.telling import tell_followers, tell_team
from matchmaker.challenges.workflow import BID
from matchmaker.core.authz import Actor, system_actor
from matchmaker.core.i18n import N_

FOLLOWS = system_actor("challenge.stopped")


def withdraw_challenge(session: Session, challenge: Challenge, *, reason: str, actor: Actor) -> None:
    """撤榜, by the issuer with a reason. Sealed bids are never opened then."""
    _stop(session, challenge, "withdraw", reason, actor)


def terminate(session: Session, challenge: Challenge, *, reason: str, actor: Actor) -> None:
    """终止, by the city with a reason."""
    _stop(session, challenge, "terminate", reason, actor)


def close_unfilled(session: Session, challenge: Challenge, *, reason: str, actor: Actor) -> None:
    """No valid bid came, and it is not posted again."""
    advance(session, lock(session, challenge.id), "close_unfilled", actor=actor, reason=reason)


def _stop(session: Session, challenge: Challenge, action: str, reason: str, actor: Actor) -> None:
    challenge = lock(session, challenge.id)
    was_sealed = challenge.state in SEALED_STATES
    advance(session, challenge, action, actor=actor, reason=reason, values={"public_key": None})
    if was_sealed:
        session.execute(delete(SealedEnvelope).where(SealedEnvelope.challenge_id == challenge.id))
    if challenge.posted_version:
        title = N_("榜题已撤榜") if action == "withdraw" else N_("榜题已终止")
        key = f"challenge:{challenge.id}:stopped"
        tell_followers(session, challenge, f"challenge.{action}", title, dedup_key=key, body=reason.strip())
    for bid in live_bids(session, challenge):
        values = {"state_reason": reason.strip()}
        BID.apply(session, bid, "stop", actor=FOLLOWS, reason=reason, values=values)
        tell_team(session, bid, "bid.stopped", N_("榜题已停止"), body=reason.strip())
