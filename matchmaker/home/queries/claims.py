"""Claims on policies that wait for the office, and for the unit itself."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, select

from matchmaker.core.authz import Actor
from matchmaker.deals.subsidies.models import Claim, ClaimState, RuleVersion
from matchmaker.home.queries.lines import columns
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import in_region

STEPS = (ClaimState.SUBMITTED, ClaimState.ACCEPTED, ClaimState.GRANTED)
RETURNED_RANK, DRAFT_RANK = 0, 1


def to_handle(actor: Actor) -> Any:
    """Claims to be taken up, to be decided, to be paid, in this order; the oldest first."""
    rank = case(*((Claim.state == state, place) for place, state in enumerate(STEPS)), else_=len(STEPS))
    listed = columns(Claim.id, RuleVersion.title, note=Organization.name, at=Claim.state_at, rank=rank)
    query = select(*listed).join(RuleVersion, RuleVersion.id == Claim.version_id)
    query = query.join(Organization, Organization.id == Claim.organization_id)
    return query.where(Claim.state.in_(STEPS), in_region(Claim.region_code, actor.region_codes))


def unfinished(actor: Actor) -> Any:
    """The units' own claims that came back, then drafts."""
    returned = Claim.state == ClaimState.RETURNED
    rank = case((returned, RETURNED_RANK), else_=DRAFT_RANK)
    note = case((returned, Claim.state_reason), else_=Claim.item)
    listed = columns(Claim.id, RuleVersion.title, note=note, at=Claim.updated_at, rank=rank)
    query = select(*listed).join(RuleVersion, RuleVersion.id == Claim.version_id)
    open_ = Claim.state.in_((ClaimState.RETURNED, ClaimState.DRAFT))
    return query.where(open_, Claim.organization_id.in_(actor.organization_ids))
