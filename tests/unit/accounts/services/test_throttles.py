"""Counting tries, also when many come at once."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import Throttle
from matchmaker.accounts.services import throttles
from matchmaker.core import clock
from matchmaker.core.errors import Throttled
from matchmaker.core.unit_of_work import transact
from tests.support.race import race

COUNTERS = throttles.counters("sign_in", "wen", "203.0.113.9")


def try_once(session: Session) -> None:
    transact(session, lambda inner: throttles.count(inner, COUNTERS))


def test_guesses_sent_side_by_side_all_count(sessions: sessionmaker[Session]) -> None:
    calls: list[Callable[[Session], None]] = [try_once] * (throttles.PER_ACCOUNT + 4)
    outcomes = race(sessions, calls)
    assert sum(isinstance(outcome, Throttled) for outcome in outcomes) == 4
    assert sum(outcome is None for outcome in outcomes) == throttles.PER_ACCOUNT


def test_a_block_says_when_it_ends(session: Session) -> None:
    for _try in range(throttles.PER_ACCOUNT):
        try_once(session)
    with pytest.raises(Throttled) as caught:
        try_once(session)
    assert 0 < caught.value.retry_after <= throttles.BLOCK.total_seconds() + 1


def test_tries_are_forgotten_after_the_window(session: Session) -> None:
    for _try in range(throttles.PER_ACCOUNT - 1):
        try_once(session)
    with clock.frozen(clock.now() + throttles.WINDOW + timedelta(seconds=1)):
        try_once(session)
        try_once(session)


def test_the_right_password_takes_its_try_back_but_not_the_addresss_others(session: Session) -> None:
    try_once(session)
    other = throttles.counters("sign_in", "somebody else", "203.0.113.9")
    transact(session, lambda inner: throttles.count(inner, other))
    transact(session, lambda inner: throttles.forgive(inner, other))
    session.expire_all()
    assert {row.key: row.failures for row in session.scalars(select(Throttle))} == {each.key: 1 for each in COUNTERS}


def test_names_are_not_readable_in_the_table() -> None:
    assert all("wen" not in counter.key for counter in COUNTERS)


def test_old_counters_are_swept(session: Session) -> None:
    try_once(session)
    with clock.frozen(clock.now() + throttles.WINDOW + throttles.BLOCK + timedelta(seconds=1)):
        transact(session, throttles.sweep)
    assert session.scalars(select(Throttle)).all() == []
