"""A form sent twice takes effect once."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.core import clock, idempotency
from matchmaker.core.errors import KeyReused
from matchmaker.core.idempotency import IdempotencyKey, Stored
from matchmaker.core.security_events import SecurityEvent
from matchmaker.core.unit_of_work import transact
from tests.support.race import race

BODY = idempotency.digest("secret", "/needs/new", [("title", "薄膜")])


def effect(session: Session, owner: str = "user:1", key: str = "k", body: str = BODY) -> Stored:
    claimed = idempotency.claim(session, owner, key, body)
    if isinstance(claimed, Stored):
        return claimed
    session.add(SecurityEvent(kind="effect", address="-"))
    claimed.status, claimed.location = 303, "/needs/7"
    return Stored(303, "/needs/7")


def effects(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(SecurityEvent)) or 0


def test_the_same_form_gets_the_same_answer_and_one_effect(session: Session) -> None:
    answers = [transact(session, effect) for _ in range(3)]
    assert answers == [Stored(303, "/needs/7")] * 3
    assert effects(session) == 1
    assert idempotency.find(session, "user:1", "k", BODY) == Stored(303, "/needs/7")


def test_the_key_with_another_body_is_refused(session: Session) -> None:
    transact(session, effect)
    with pytest.raises(KeyReused):
        transact(session, partial(effect, body=idempotency.digest("secret", "/needs/new", [("title", "别的")])))
    assert effects(session) == 1


def test_a_key_is_its_owners(session: Session) -> None:
    transact(session, effect)
    transact(session, partial(effect, owner="user:2"))
    assert effects(session) == 2
    assert idempotency.find(session, "user:3", "k", BODY) is None


def test_a_failed_form_keeps_no_key(session: Session) -> None:
    def fail(inner: Session) -> None:
        effect(inner)
        raise LookupError

    with pytest.raises(LookupError):
        transact(session, fail)
    assert idempotency.find(session, "user:1", "k", BODY) is None
    transact(session, effect)
    assert effects(session) == 1


def test_the_same_form_sent_six_times_at_once_takes_effect_once(
    session: Session, sessions: sessionmaker[Session]
) -> None:
    assert race(sessions, [partial(transact, call=effect)] * 6) == [Stored(303, "/needs/7")] * 6
    assert effects(session) == 1


def test_old_keys_are_forgotten(session: Session) -> None:
    with clock.frozen(clock.now() - timedelta(days=3)):
        transact(session, partial(effect, key="old"))
    transact(session, partial(effect, key="new"))
    transact(session, idempotency.sweep)
    assert session.scalars(select(IdempotencyKey.key)).all() == ["new"]


def test_keys_are_long_and_never_the_same() -> None:
    keys = {idempotency.new_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(32 <= len(key) <= 64 for key in keys)


FIELDS = st.lists(st.tuples(st.text(max_size=8), st.text(max_size=8)), max_size=5)


@given(FIELDS, FIELDS)
def test_the_digest_tells_bodies_apart_but_not_their_order(
    one: list[tuple[str, str]], other: list[tuple[str, str]]
) -> None:
    same = sorted(one) == sorted(other)
    unsigned = [("csrf_token", "x"), ("idempotency_key", "y")]
    assert (idempotency.digest("s", "/", one) == idempotency.digest("s", "/", [*other, *unsigned])) == same
    assert idempotency.digest("s", "/", one) != idempotency.digest("s", "/else", one)
    assert idempotency.digest("s", "/", one) != idempotency.digest("other", "/", one)
