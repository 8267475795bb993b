"""Who holds shares of a challenge's key, and who could be named for one."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User, UserState
from matchmaker.challenges.models import Challenge, KeyHolder
from matchmaker.challenges.policies import KEEPERS
from matchmaker.core.regions import lineage
from matchmaker.organizations.models import RoleGrant
from matchmaker.organizations.queries.actors import in_force

MOST = 20


@dataclass(frozen=True, slots=True)
class Keeper:
    """A person by name and login."""

    name: str
    login: str


def holders(session: Session, challenge_id: int) -> list[Keeper]:
    """The named officers of a challenge whose key is made."""
    query = select(User.name, User.login).join(KeyHolder, KeyHolder.user_id == User.id)
    return [
        Keeper(*row) for row in session.execute(query.where(KeyHolder.challenge_id == challenge_id).order_by(User.id))
    ]


def nameable(session: Session, challenge: Challenge) -> list[Keeper]:
    """Officers and leaders whose region covers the challenge, at most MOST."""
    query = (
        select(User.name, User.login)
        .join(RoleGrant, RoleGrant.user_id == User.id)
        .where(RoleGrant.role.in_(KEEPERS), RoleGrant.region_code.in_(lineage(challenge.region_code)), in_force())
        .where(User.state == UserState.ACTIVE)
        .distinct()
        .order_by(User.login)
        .limit(MOST)
    )
    return [Keeper(*row) for row in session.execute(query)]
