"""What everybody may read of challenges: those that were posted, in the words in which they were posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.catalog.models import Need
from matchmaker.challenges.models import (
    Challenge,
    ChallengeBatch,
    ChallengeQuestion,
    ChallengeState,
    ChallengeVersion,
    DeadlineExtension,
    Intention,
)
from matchmaker.organizations.models import Organization, Region


@dataclass(frozen=True, slots=True)
class Listed:
    """A posted challenge as the board shows it; ``field`` is the need's, ``reward`` is in 分."""

    id: int
    title: str
    problem: str
    goal: str
    profile: str
    mode: str
    places: int
    reward: int | None
    region: str
    state: str
    posted_at: datetime
    receiving_from: datetime
    closes_at: datetime
    batch_id: int | None
    organization: str
    field: str | None


def is_posted() -> ColumnElement[bool]:
    """The condition that a challenge has been posted, whatever became of it."""
    return Challenge.posted_version > 0


def posted(session: Session, *, batch_id: int | None = None, state: str = "", most: int | None = None) -> list[Listed]:
    """All posted challenges, the first to close first; of one batch or in one state. One statement."""
    row = Challenge
    columns: list[Any] = [
        *(row.id, row.title, row.problem, row.goal, row.profile, row.mode, row.places, row.reward),
        *(row.region_code, row.state, row.posted_at, row.receiving_from, row.closes_at, row.batch_id),
        *(Organization.name, Need.field_code),
    ]
    query = (
        select(*columns)
        .join(Organization, Organization.id == row.organization_id)
        .outerjoin(Need, Need.id == row.need_id)
        .where(is_posted())
        .order_by(row.closes_at, row.id)
    )
    if batch_id is not None:
        query = query.where(row.batch_id == batch_id)
    if state:
        query = query.where(row.state == state)
    return [Listed(*values) for values in session.execute(query.limit(most))]


def receiving(session: Session, most: int) -> list[Listed]:
    """The challenges that take bids now, the first to close first."""
    return posted(session, state=ChallengeState.RECEIVING, most=most)


def versions_of(session: Session, challenge_id: int) -> list[ChallengeVersion]:
    """Every posted version, the newest first."""
    query = select(ChallengeVersion).where(ChallengeVersion.challenge_id == challenge_id)
    return list(session.scalars(query.order_by(ChallengeVersion.number.desc())))


def questions_of(session: Session, challenge_id: int) -> list[ChallengeQuestion]:
    """Questions with and without answers, the oldest first."""
    query = select(ChallengeQuestion).where(ChallengeQuestion.challenge_id == challenge_id)
    return list(session.scalars(query.order_by(ChallengeQuestion.id)))


def extensions_of(session: Session, challenge_id: int) -> list[DeadlineExtension]:
    """Proposed and confirmed extensions, the newest first; a proposal is public once it is confirmed."""
    query = select(DeadlineExtension).where(DeadlineExtension.challenge_id == challenge_id)
    return list(session.scalars(query.order_by(DeadlineExtension.id.desc())))


def batches(session: Session) -> Sequence[tuple[ChallengeBatch, int]]:
    """Batches of which something was posted, the newest first, and of how many challenges. One statement."""
    number = func.count().label("number")
    counted = select(Challenge.batch_id, number).where(is_posted()).group_by(Challenge.batch_id).subquery()
    query = select(ChallengeBatch, counted.c.number).join(counted, counted.c.batch_id == ChallengeBatch.id)
    return [(row, number) for row, number in session.execute(query.order_by(ChallengeBatch.id.desc()))]


def followers(session: Session, challenge_id: int) -> list[int]:
    """Who wants to be told of changes; for the outbox alone, nobody is shown it."""
    query = select(Intention.user_id).join(User, User.id == Intention.user_id)
    return list(session.scalars(query.where(Intention.challenge_id == challenge_id, User.state == UserState.ACTIVE)))


def followed_by(session: Session, user_id: int | None) -> set[int]:
    """The challenges of whose changes this person wants to be told."""
    return set(session.scalars(select(Intention.challenge_id).where(Intention.user_id == user_id)))


@dataclass(frozen=True, slots=True)
class Posted:
    """A posted challenge with the names its page shows; ``is_followed``: by the person who reads."""

    challenge: Challenge
    organization: Organization
    region: str
    batch: ChallengeBatch | None
    is_followed: bool


def get_posted(session: Session, challenge_id: int, user_id: int | None = None) -> Posted | None:
    """A challenge that was posted, for its public pages. One statement."""
    mine = and_(Intention.challenge_id == Challenge.id, Intention.user_id == user_id)
    query = (
        select(Challenge, Organization, Region.name, ChallengeBatch, Intention.user_id)
        .join(Organization, Organization.id == Challenge.organization_id)
        .join(Region, Region.code == Challenge.region_code)
        .outerjoin(ChallengeBatch, ChallengeBatch.id == Challenge.batch_id)
        .outerjoin(Intention, mine)
        .where(Challenge.id == challenge_id, is_posted())
    )
    found = session.execute(query).one_or_none()
    return Posted(*found[:4], found[4] is not None) if found else None
