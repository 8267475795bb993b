"""Challenges are loaded under a lock, and the clock finds those that are due."""

from __future__ import annotations

from datetime import timedelta

import pytest

from matchmaker.challenges.queries import due_to_close, due_to_start, held_keys, lock, lock_bid
from matchmaker.core import clock
from matchmaker.core.errors import NotFound
from tests.unit.challenges.stage import Way


def test_what_is_due_is_found_when_it_is(way: Way) -> None:
    way.receiving()
    assert held_keys(way.session, way.challenge_id) == sorted(holder.id for holder in way.holders)
    assert due_to_close(way.session) == []
    assert due_to_start(way.session) == []
    with clock.frozen(clock.now() + timedelta(days=21)):
        assert due_to_close(way.session) == [way.challenge_id]


def test_what_is_not_there_is_not_found(way: Way) -> None:
    for load in (lock, lock_bid):
        with pytest.raises(NotFound):
            way.do(load, 987)
