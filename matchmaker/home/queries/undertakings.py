"""What waits for parties and officers of challenges at work: contracts to confirm or draw, milestones."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select

from matchmaker.challenges.models import (
    Bid,
    BidState,
    Challenge,
    ChallengeState,
    Party,
    Pledge,
    PledgeConfirmation,
    PledgeMilestone,
    Profile,
    Verdict,
)
from matchmaker.core import regions
from matchmaker.core.authz import Actor
from matchmaker.home.queries.lines import columns
from matchmaker.organizations.queries import in_region

UNDECIDED = (Verdict.OPEN, Verdict.RECTIFY)


def to_confirm(actor: Actor) -> Any:
    """Contracts to whose present text one of the actor's organisations has still to agree."""
    mine = actor.organization_ids
    side = or_(
        and_(Bid.issuer_id.in_(mine), ~_confirmed(Party.ISSUER)),
        and_(Bid.organization_id.in_(mine), ~_confirmed(Party.TEAM)),
    )
    return _signing().where(side)


def to_confirm_for_the_city(actor: Actor) -> Any:
    """Contracts that wait for the bureau's word; the county's officers have none."""
    cities = [code for code in actor.region_codes if regions.city_of(code) == code or code.endswith("0000")]
    here = in_region(Challenge.region_code, cities)
    return _signing().where(here, Challenge.profile != Profile.ENTERPRISE, ~_confirmed(Party.BUREAU))


def to_draw(actor: Actor) -> Any:
    """Teams that got a challenge and have no contract yet."""
    listed = columns(Bid.id, Challenge.title, at=Bid.state_at)
    query = select(*listed).join(Challenge, Challenge.id == Bid.challenge_id)
    drawn = exists().where(Pledge.bid_id == Bid.id)
    return query.where(*_placed(), ~drawn, in_region(Challenge.region_code, actor.region_codes))


def to_report(actor: Actor) -> Any:
    """Milestones of the actor's teams that are to be reported, by their day."""
    return _milestones().where(Bid.organization_id.in_(actor.organization_ids), ~_is_reported())


def to_review(actor: Actor) -> Any:
    """Reported milestones that wait for their review."""
    return _milestones().where(in_region(Challenge.region_code, actor.region_codes), _is_reported())


def _signing() -> Select[Any]:
    listed = columns(Bid.id, Challenge.title, at=Pledge.updated_at)
    query = select(*listed).join(Challenge, Challenge.id == Bid.challenge_id).join(Pledge, Pledge.bid_id == Bid.id)
    return query.where(*_placed(), Pledge.signed_on.is_(None))


def _placed() -> tuple[ColumnElement[bool], ...]:
    return Bid.state == BidState.PLACED, Challenge.state == ChallengeState.SIGNING


def _confirmed(party: Party) -> ColumnElement[bool]:
    row = PledgeConfirmation
    return exists().where(row.pledge_id == Pledge.id, row.revision == Pledge.revision, row.party == party)


def _milestones() -> Select[Any]:
    listed = columns(Bid.id, Challenge.title, note=PledgeMilestone.title, day=PledgeMilestone.due_on)
    query = select(*listed).join(Challenge, Challenge.id == Bid.challenge_id).join(Pledge, Pledge.bid_id == Bid.id)
    query = query.join(PledgeMilestone, PledgeMilestone.pledge_id == Pledge.id)
    return query.where(Bid.state == BidState.UNDERTAKING, PledgeMilestone.verdict.in_(UNDECIDED))


def _is_reported() -> ColumnElement[bool]:
    """Reported, and not reviewed since."""
    row = PledgeMilestone
    return and_(row.reported_at.is_not(None), or_(row.reviewed_at.is_(None), row.reviewed_at < row.reported_at))
