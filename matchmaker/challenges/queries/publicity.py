"""Objections to what is publicised."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.accounts.models import User
from matchmaker.challenges.models import Challenge, Objection, Publicity
from matchmaker.core.authz import Actor


class ObjectionRow(NamedTuple):
    """An objection and who raised it; None when the account is gone."""

    objection: Objection
    name: str | None


def objections_of(session: Session, challenge: Challenge) -> list[ObjectionRow]:
    """All objections to any publicity of the challenge, those to be handled first."""
    query = (
        select(Objection, User.name)
        .join(Publicity, Publicity.id == Objection.publicity_id)
        .outerjoin(User, User.id == Objection.raised_by)
        .where(Publicity.challenge_id == challenge.id)
        .order_by(Objection.handling.is_not(None), Objection.id)
    )
    return [ObjectionRow(*row) for row in session.execute(query)]


def own_objections(session: Session, publicity: Publicity, actor: Actor) -> list[Objection]:
    """What ``actor`` objected to this publicity, the latest first."""
    mine = (Objection.publicity_id == publicity.id, Objection.raised_by == actor.user_id)
    return list(session.scalars(select(Objection).where(*mine).order_by(Objection.id.desc())))
