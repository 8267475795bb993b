"""Empty envelopes look like used ones."""

from __future__ import annotations

from sqlalchemy import select

from matchmaker.challenges.models import SealedEnvelope
from matchmaker.challenges.services.envelopes import POOL, random_blob
from tests.unit.challenges.stage import Way


def test_a_posted_challenge_has_envelopes_that_are_all_alike(way: Way) -> None:
    way.receiving()
    way.bid(0)
    rows = list(way.session.scalars(select(SealedEnvelope)))
    assert len(rows) == POOL
    names = ("id", "tag", "mark", "blob", "ciphertext_hash", "entry_hash", "record")
    assert {tuple(len(getattr(row, name)) for name in names) for row in rows} == {(32, 64, 64, 35, 64, 64, 4144)}
    for name in names:
        assert len({getattr(row, name) for row in rows}) == POOL
    assert random_blob() != random_blob()
