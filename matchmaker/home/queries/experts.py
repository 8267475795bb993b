"""What waits for those who sit on a judging panel, whatever their role."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from matchmaker.challenges.models import Bid, BidState, Challenge, ChallengeState, PanelSeat, ScoreSheet, Stage
from matchmaker.core.authz import Actor
from matchmaker.home.queries.lines import columns
from matchmaker.organizations.models import Organization


def to_declare(actor: Actor) -> Any:
    """Seats whose holder has not yet said whether to step aside; before the opening nobody can."""
    listed = columns(PanelSeat.id, Challenge.title, note=Organization.name, at=Challenge.state_at)
    query = _seats(select(*listed), actor).join(Organization, Organization.id == Challenge.organization_id)
    opened = (ChallengeState.QUALIFYING, ChallengeState.REVIEWING)
    return query.where(PanelSeat.conflict.is_(None), Challenge.state.in_(opened))


def to_score(actor: Actor) -> Any:
    """Seats that owe sheets; ``number`` counts them."""
    own = (ScoreSheet.seat_id == PanelSeat.id, ScoreSheet.bid_id == Bid.id)
    scored = select(ScoreSheet.id).where(*own).correlate(PanelSeat, Bid).exists()
    left = (
        select(func.count(Bid.id))
        .where(Bid.challenge_id == Challenge.id, Bid.posting == Challenge.posted_times)
        .where(Bid.state == BidState.QUALIFIED, ~scored)
        .correlate(Challenge, PanelSeat)
        .scalar_subquery()
    )
    listed = columns(PanelSeat.id, Challenge.title, at=Challenge.state_at, number=left)
    owed = (PanelSeat.conflict.is_(False), Challenge.state == ChallengeState.REVIEWING, left > 0)
    return _seats(select(*listed), actor).where(*owed)


def _seats(query: Any, actor: Actor) -> Any:
    """The actor's seats on panels that sit now."""
    mine = (PanelSeat.user_id == actor.user_id, PanelSeat.stage == Stage.REVIEW)
    return (
        query.select_from(PanelSeat)
        .join(Challenge, Challenge.id == PanelSeat.challenge_id)
        .where(*mine, PanelSeat.judging == Challenge.judging, PanelSeat.left_at.is_(None))
    )
