"""Opened bids."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import BID_ENDED, Bid, Challenge, PanelSeat, ScoreSheet, Stage


def bids_of(session: Session, challenge: Challenge, states: Iterable[str] | None = None) -> list[Bid]:
    """The bids of the present posting in the opening's order, only those in ``states`` if given."""
    query = select(Bid).where(Bid.challenge_id == challenge.id, Bid.posting == challenge.posted_times)
    if states is not None:
        query = query.where(Bid.state.in_(list(states)))
    return list(session.scalars(query.order_by(Bid.position).execution_options(populate_existing=True)))


def live_bids(session: Session, challenge: Challenge) -> list[Bid]:
    """The bids that have not ended."""
    return [bid for bid in bids_of(session, challenge) if bid.state not in BID_ENDED]


def review_sheets(session: Session, challenge: Challenge) -> list[ScoreSheet]:
    """The sheets, sealed or not, of those who sit on the panel, for the bids of the present posting."""
    query = (
        select(ScoreSheet)
        .join(PanelSeat, PanelSeat.id == ScoreSheet.seat_id)
        .join(Bid, Bid.id == ScoreSheet.bid_id)
        .where(PanelSeat.challenge_id == challenge.id, PanelSeat.stage == Stage.REVIEW)
        .where(Bid.posting == challenge.posted_times, PanelSeat.judging == challenge.judging)
        .where(PanelSeat.left_at.is_(None))
    )
    return list(session.scalars(query.order_by(ScoreSheet.bid_id, ScoreSheet.seat_id)))
