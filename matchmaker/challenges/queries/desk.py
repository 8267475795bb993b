"""Challenges for those who work on them, from the first draft on."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Select, exists, select
from sqlalchemy.orm import Session, load_only

from matchmaker.challenges.models import Challenge, ChallengeState, KeyHolder, OpeningAuthorization
from matchmaker.core.authz import Actor
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import in_region

LISTED = (
    Challenge.title,
    Challenge.organization_id,
    Challenge.region_code,
    Challenge.profile,
    Challenge.state,
    Challenge.state_at,
    Challenge.closes_at,
)


def of_region(session: Session, actor: Actor) -> list[tuple[Challenge, str]]:
    """All challenges of the actor's regions with their issuer's name."""
    return _listed(session, in_region(Challenge.region_code, actor.region_codes))


def of_issuer(session: Session, actor: Actor) -> list[tuple[Challenge, str]]:
    """All challenges the actor's organisations issue."""
    return _listed(session, Challenge.organization_id.in_(actor.organization_ids))


def _listed(session: Session, condition: ColumnElement[bool]) -> list[tuple[Challenge, str]]:
    query = select(Challenge, Organization.name).join(Organization, Organization.id == Challenge.organization_id)
    rows = session.execute(query.where(condition).options(load_only(*LISTED)))
    return [(row, name) for row, name in rows]


def to_authorize(user_id: int | None) -> Select[int]:
    """The challenges whose sealed bids a named officer has not yet released."""
    given = exists().where(
        OpeningAuthorization.challenge_id == Challenge.id, OpeningAuthorization.user_id == KeyHolder.user_id
    )
    query = select(Challenge.id).join(KeyHolder, KeyHolder.challenge_id == Challenge.id)
    return query.where(KeyHolder.user_id == user_id, Challenge.state == ChallengeState.SEALED, ~given)
