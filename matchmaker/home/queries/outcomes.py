"""What open challenges leave for liaison officers to do once the work ends."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import exists, or_, select

from matchmaker.challenges.models import (
    LEFT_RUNNING,
    Bid,
    BidState,
    BidStatement,
    Challenge,
    FollowUp,
    Pledge,
    Settlement,
)
from matchmaker.core import clock
from matchmaker.core.authz import Actor
from matchmaker.home.queries.lines import columns
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import in_region

SOON = timedelta(days=14)
TO_SETTLE = (*LEFT_RUNNING, BidState.STOPPED)


def follow_ups(actor: Actor) -> Any:
    """Results to be asked after, from two weeks before the day."""
    listed = columns(FollowUp.id, Challenge.title, day=FollowUp.due_on, number=FollowUp.months)
    query = select(*listed).join(Bid, Bid.id == FollowUp.bid_id).join(Challenge, Challenge.id == Bid.challenge_id)
    return query.where(
        FollowUp.reported_at.is_(None),
        FollowUp.due_on <= clock.today() + SOON,
        in_region(Challenge.region_code, actor.region_codes),
    )


def to_settle(actor: Actor) -> Any:
    """Teams that left after they signed and are not settled, or not paid what was agreed."""
    listed = columns(Bid.id, Challenge.title, note=Organization.name, at=Bid.state_at)
    signed = exists().where(Pledge.bid_id == Bid.id, Pledge.signed_on.is_not(None))
    open_ = Settlement.bid_id.is_(None) & Bid.state.in_(TO_SETTLE)
    unpaid = (Settlement.value > 0) & Settlement.paid_on.is_(None)
    return (
        select(*listed)
        .join(Challenge, Challenge.id == Bid.challenge_id)
        .join(Organization, Organization.id == Bid.organization_id)
        .outerjoin(Settlement, Settlement.bid_id == Bid.id)
        .where(signed, or_(open_, unpaid), in_region(Challenge.region_code, actor.region_codes))
    )


def statements(actor: Actor) -> Any:
    """Statements of teams that wait for an answer."""
    listed = columns(Bid.id, Challenge.title, note=Organization.name, at=BidStatement.made_at)
    return (
        select(*listed)
        .join(BidStatement, BidStatement.bid_id == Bid.id)
        .join(Challenge, Challenge.id == Bid.challenge_id)
        .join(Organization, Organization.id == Bid.organization_id)
        .where(BidStatement.answered_at.is_(None), in_region(Challenge.region_code, actor.region_codes))
    )
