"""Loading challenges, under a lock where something is to be decided."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, Challenge, ChallengeState, KeyHolder
from matchmaker.core import clock
from matchmaker.core.errors import NotFound


def lock(session: Session, challenge_id: int, *, shared: bool = False) -> Challenge:
    """The challenge as it is now, held until the transaction ends; NotFound.

    ``shared`` lets several hold it at once (teams that bid) and keeps out who
    changes it (a later deadline, the end of receiving).
    """
    query = select(Challenge).where(Challenge.id == challenge_id).with_for_update(read=shared)
    row = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound
    return row


def lock_bid(session: Session, bid_id: int) -> Bid:
    """The bid as it is now, its challenge held first; NotFound."""
    challenge_id = session.scalar(select(Bid.challenge_id).where(Bid.id == bid_id))
    if challenge_id is None:
        raise NotFound
    lock(session, challenge_id)
    query = select(Bid).where(Bid.id == bid_id).with_for_update().execution_options(populate_existing=True)
    return session.scalars(query).one()


def held_keys(session: Session, challenge_id: int) -> list[int]:
    """Ids of the named officers."""
    query = select(KeyHolder.user_id).where(KeyHolder.challenge_id == challenge_id)
    return sorted(session.scalars(query))


def due_to_start(session: Session) -> list[int]:
    """Posted challenges whose receiving begins."""
    query = select(Challenge.id).where(
        Challenge.state == ChallengeState.POSTED, Challenge.receiving_from <= clock.now()
    )
    return list(session.scalars(query.order_by(Challenge.id)))


def due_to_close(session: Session) -> list[int]:
    """Challenges whose deadline has passed; the service judges by the transaction's clock."""
    query = select(Challenge.id).where(Challenge.state == ChallengeState.RECEIVING, Challenge.closes_at <= clock.now())
    return list(session.scalars(query.order_by(Challenge.id)))
