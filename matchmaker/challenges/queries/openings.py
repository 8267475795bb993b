"""Who may open, who has released, and what an opening left on record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.catalog.models import Attachment
from matchmaker.challenges.models import BidSupplement, Challenge, KeyHolder, Opening, OpeningAuthorization
from matchmaker.organizations.models import Organization

SUPPLEMENT = "bid_supplement"


@dataclass(frozen=True, slots=True)
class Holder:
    """A named officer; ``released_at`` is when they released the opening."""

    user_id: int
    login: str
    name: str
    released_at: datetime | None


def holders_of(session: Session, challenge_id: int) -> list[Holder]:
    """The named officers of a challenge, by login."""
    query = (
        select(User.id, User.login, User.name, OpeningAuthorization.at)
        .join(KeyHolder, KeyHolder.user_id == User.id)
        .outerjoin(
            OpeningAuthorization,
            (OpeningAuthorization.challenge_id == KeyHolder.challenge_id)
            & (OpeningAuthorization.user_id == KeyHolder.user_id),
        )
        .where(KeyHolder.challenge_id == challenge_id)
    )
    return [Holder(*row) for row in session.execute(query.order_by(User.login))]


def opening_of(session: Session, challenge: Challenge) -> Opening | None:
    """The record of the present posting's opening, once there was one."""
    return session.get(Opening, (challenge.id, challenge.posted_times))


def names_of_people(session: Session, user_ids: Iterable[int]) -> dict[int, str]:
    """Id → name."""
    query = select(User.id, User.name).where(User.id.in_(list(user_ids)))
    return dict(session.execute(query).all())


def names_of_units(session: Session, organization_ids: Iterable[int]) -> dict[int, str]:
    """Id → name."""
    query = select(Organization.id, Organization.name).where(Organization.id.in_(list(organization_ids)))
    return dict(session.execute(query).all())


def supplements_of(session: Session, bid_id: int) -> list[BidSupplement]:
    """What was asked of a team and answered, in the order of asking."""
    query = select(BidSupplement).where(BidSupplement.bid_id == bid_id).order_by(BidSupplement.id)
    return list(session.scalars(query))


def supplied_files(session: Session, supplement_ids: Iterable[int]) -> dict[int, list[Attachment]]:
    """Supplement → the files of its answer."""
    query = select(Attachment).where(
        Attachment.record_kind == SUPPLEMENT, Attachment.record_id.in_(list(supplement_ids))
    )
    found: dict[int, list[Attachment]] = {}
    for each in session.scalars(query.order_by(Attachment.id)):
        found.setdefault(each.record_id, []).append(each)
    return found
