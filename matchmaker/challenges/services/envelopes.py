"""Envelopes are laid out empty, by the dozen, and an act takes any one of them.

So neither the number of rows nor their ids nor their order tells how many
teams acted; the number grows in steps of POOL only.
"""

from __future__ import annotations

import secrets

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.challenges.keys import HouseKeys
from matchmaker.challenges.models import Challenge, SealedEnvelope
from matchmaker.challenges.sealing import boxes, tags
from matchmaker.challenges.unsealing import EMPTY, context_of
from matchmaker.core.errors import Unavailable

POOL = 48
ATTEMPTS = 5


def add_empty(session: Session, challenge: Challenge, keys: HouseKeys) -> None:
    """Lay out POOL further empty envelopes."""
    first = _count(session, challenge)
    session.add_all(_empty(challenge, keys, number) for number in range(first, first + POOL))
    session.flush()


def take(session: Session, challenge: Challenge, keys: HouseKeys) -> SealedEnvelope:
    """An empty envelope, held until the transaction ends; more are laid out when none is left."""
    for _attempt in range(ATTEMPTS):
        empty = [tags.of_empty(keys.blinding, challenge.id, number) for number in range(_count(session, challenge))]
        query = select(SealedEnvelope).where(SealedEnvelope.challenge_id == challenge.id, SealedEnvelope.tag.in_(empty))
        query = query.order_by(func.random()).limit(1).with_for_update(skip_locked=True)
        row = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
        if row is not None:
            return row
        try:
            with session.begin_nested():
                add_empty(session, challenge, keys)
        except IntegrityError:
            continue  # somebody else laid them out at the same moment
    raise Unavailable


def random_blob() -> str:
    """A place in the blob folder at which nothing lies."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


def _count(session: Session, challenge: Challenge) -> int:
    query = select(func.count()).select_from(SealedEnvelope).where(SealedEnvelope.challenge_id == challenge.id)
    return session.scalar(query) or 0


def _empty(challenge: Challenge, keys: HouseKeys, number: int) -> SealedEnvelope:
    public = bytes.fromhex(challenge.public_key or "")
    context = context_of(challenge.id, challenge.posted_times)
    return SealedEnvelope(
        id=secrets.token_hex(16),
        challenge_id=challenge.id,
        tag=tags.of_empty(keys.blinding, challenge.id, number),
        mark=secrets.token_hex(32),
        blob=random_blob(),
        ciphertext_hash=secrets.token_hex(32),
        entry_hash=secrets.token_hex(32),
        record=boxes.close(public, {"kind": EMPTY}, context=context),
    )
