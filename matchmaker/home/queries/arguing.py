"""What waits for the experts of arguing panels."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, exists, select

from matchmaker.challenges.models import ArgumentOpinion, Challenge, ChallengeState, PanelSeat, Stage
from matchmaker.core.authz import Actor
from matchmaker.home.queries.lines import columns
from matchmaker.organizations.models import Organization


def to_argue(actor: Actor) -> Any:
    """Seats of the present panels whose holder has neither spoken nor stood back."""
    listed = columns(PanelSeat.id, Challenge.title, note=Organization.name, at=Challenge.state_at)
    present = and_(Challenge.id == PanelSeat.challenge_id, Challenge.judging == PanelSeat.judging)
    query = select(*listed).join(Challenge, present).join(Organization, Organization.id == Challenge.organization_id)
    return query.where(
        PanelSeat.user_id == actor.user_id,
        PanelSeat.stage == Stage.ARGUMENT,
        PanelSeat.conflict.is_not(True),
        Challenge.state == ChallengeState.PRESCREENED,
        ~exists().where(ArgumentOpinion.seat_id == PanelSeat.id),
    )
