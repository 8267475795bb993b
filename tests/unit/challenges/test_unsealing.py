"""Envelopes are proven against their receipts, and read in an order that nobody chose."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from matchmaker.challenges.models import SealedEnvelope
from matchmaker.challenges.sealing.stream import Tampered
from matchmaker.challenges.unsealing import root_of
from tests.unit.challenges.stage import Way


def test_the_root_depends_on_every_part_of_every_envelope_and_on_no_order(way: Way) -> None:
    way.receiving()
    rows = list(way.session.scalars(select(SealedEnvelope)))
    root = root_of(rows)
    assert root_of(rows[::-1]) == root
    assert root_of(rows[1:]) != root
    for name in ("tag", "mark", "blob", "ciphertext_hash", "entry_hash"):
        kept = getattr(rows[0], name)
        setattr(rows[0], name, "0" * len(kept))
        assert root_of(rows) != root, name
        setattr(rows[0], name, kept)
    way.session.rollback()


def test_an_envelope_put_in_place_of_another_is_noticed(way: Way) -> None:
    way.receiving()
    way.bid(0)
    way.bid(1)
    way.close()
    way.authorize(0, 1)
    read = way.read(0, 1)
    assert [act.number for act in read.acts] == [1, 1]
    first, second = (bid.act.envelope for bid in read.bids)
    way.session.rollback()
    first.record, second.record = second.record, first.record
    way.session.flush()
    with pytest.raises(Tampered, match="receipt"):
        way_read_unflushed(way)


def way_read_unflushed(way: Way) -> None:
    """Read what this session holds, committed so that it is read at all."""
    way.session.commit()
    way.read(0, 1)
