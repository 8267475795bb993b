"""Envelopes: all of a challenge for its opening, or one team's own place among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.challenges.models import Bid, SealedEnvelope
from matchmaker.challenges.sealing import tags


@dataclass(frozen=True, slots=True)
class Position:
    """A team's latest act (``number`` 0: none yet) and its kind."""

    number: int = 0
    kind: str = ""


def position_of(
    session: Session, challenge_id: int, organization_id: int, *, blinding: bytes, kinds: tuple[str, ...]
) -> Position:
    """Where a team stands; only who holds the installation's secret can ask."""
    numbers = {
        tags.of_act(blinding, challenge_id, organization_id, number): number for number in range(1, tags.MOST_ACTS + 1)
    }
    query = select(SealedEnvelope.tag, SealedEnvelope.mark).where(
        SealedEnvelope.challenge_id == challenge_id, SealedEnvelope.tag.in_(numbers)
    )
    found = {numbers[tag]: mark for tag, mark in session.execute(query)}
    if not found:
        return Position()
    number = max(found)
    marks = {tags.of_kind(blinding, challenge_id, organization_id, number, kind): kind for kind in kinds}
    return Position(number, marks[found[number]])


def acted_in(session: Session, challenge_ids: Iterable[int], organization_id: int, *, blinding: bytes) -> set[int]:
    """Those of the challenges in which a team ever acted; only who holds the secret can ask."""
    first = {tags.of_act(blinding, challenge, organization_id, 1): challenge for challenge in challenge_ids}
    query = select(SealedEnvelope.tag).where(
        SealedEnvelope.challenge_id.in_(first.values()), SealedEnvelope.tag.in_(first)
    )
    return {first[tag] for tag in session.scalars(query)}


def sealed_rows(session: Session, challenge_id: int) -> list[SealedEnvelope]:
    """All envelopes, sorted by their random ids."""
    query = select(SealedEnvelope).where(SealedEnvelope.challenge_id == challenge_id)
    return list(session.scalars(query.order_by(SealedEnvelope.id)))


def known_blobs(session: Session) -> set[str]:
    """Where ciphertexts lie, or would lie, that something still speaks of."""
    return set(session.scalars(select(SealedEnvelope.blob))) | set(session.scalars(select(Bid.blob)))
