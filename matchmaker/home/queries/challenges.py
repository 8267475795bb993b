"""What waits in open challenges: for officers and leaders, for named officers, for issuers. Nothing tells of bids."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select, tuple_

from matchmaker.challenges.desk import next_step
from matchmaker.challenges.models import Challenge, ChallengeQuestion, ChallengeState, DeadlineExtension, Profile
from matchmaker.challenges.policies import Permission
from matchmaker.challenges.queries.desk import to_authorize
from matchmaker.core import clock
from matchmaker.core.authz import Actor, Role
from matchmaker.core.regions import city_of
from matchmaker.home.queries.lines import columns
from matchmaker.organizations.models import Organization
from matchmaker.organizations.queries import in_region

OPEN = (ChallengeState.POSTED, ChallengeState.RECEIVING)


def to_handle(actor: Actor) -> Any:
    """Challenges whose next step is the actor's: the county's for officers, the city's for whom it is the whole."""
    whole = [code for code in actor.region_codes if code == city_of(code) or code.endswith("0000")]
    county = and_(_turn_of(Permission.PRESCREEN), in_region(Challenge.region_code, actor.region_codes))
    city = and_(_turn_of(Permission.DECIDE), in_region(Challenge.region_code, whole))
    return _listed(or_(county if actor.has(Role.OFFICER) else false(), city))


def to_open(actor: Actor) -> Any:
    """Sealed challenges of which the actor holds a share of the key and has not yet released the opening."""
    return _listed(Challenge.id.in_(to_authorize(actor.user_id)))


def own(actor: Actor) -> Any:
    """Drafts to be finished, and steps that are the issuer's."""
    mine = Challenge.organization_id.in_(actor.organization_ids)
    return _listed(and_(mine, or_(_turn_of(Permission.PREPARE), _turn_of(Permission.CHOOSE))))


def questions(actor: Actor) -> Any:
    """Posted challenges of the actor's firm with questions nobody has answered, and how many."""
    row = ChallengeQuestion
    open_ones = (
        select(row.challenge_id, func.count().label("number"), func.min(row.asked_at).label("since"))
        .where(row.answered_at.is_(None))
        .group_by(row.challenge_id)
        .subquery()
    )
    listed = columns(Challenge.id, Challenge.title, at=open_ones.c.since, number=open_ones.c.number)
    query = select(*listed).join(open_ones, open_ones.c.challenge_id == Challenge.id)
    return query.where(Challenge.organization_id.in_(actor.organization_ids), Challenge.posted_version > 0)


def extensions(actor: Actor) -> Any:
    """Later deadlines that somebody else proposed, by the deadline that now stands."""
    row = DeadlineExtension
    query = select(*columns(Challenge.id, Challenge.title, note=row.reason, at=Challenge.closes_at))
    return (
        query.join(row, row.challenge_id == Challenge.id)
        .where(row.confirmed_by.is_(None), row.closes_at == Challenge.closes_at, row.proposed_by != actor.user_id)
        .where(Challenge.state.in_(OPEN), Challenge.closes_at > clock.now())
        .where(in_region(Challenge.region_code, actor.region_codes))
    )


def _listed(condition: ColumnElement[bool]) -> Any:
    row = Challenge
    listed = columns(row.id, row.title, kind=row.state, note=Organization.name, at=row.state_at)
    return select(*listed).join(Organization, Organization.id == row.organization_id).where(condition)


def _turn_of(permission: Permission) -> ColumnElement[bool]:
    """The condition that the next step asks for ``permission``; what the clock does waits for nobody."""
    pairs = [
        (state.value, profile.value)
        for state in ChallengeState
        for profile in Profile
        if state not in OPEN and (step := next_step(state, profile)) and step.permission is permission
    ]
    return tuple_(Challenge.state, Challenge.profile).in_(pairs)
