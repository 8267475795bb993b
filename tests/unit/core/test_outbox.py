"""What is to be told is told at least once, and one bad address holds up nobody."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.config import Settings
from matchmaker.core import clock, outbox
from matchmaker.core.jobs import JobRegistry, JobRun, LeaseLost
from matchmaker.core.outbox import (
    BATCH,
    DELIVER,
    MAXIMUM_ATTEMPTS,
    PATIENCE,
    ChannelAway,
    OutboxMessage,
    Refused,
    deliverer,
)
from matchmaker.core.unit_of_work import transact
from matchmaker.core.worker import Worker
from tests.support.race import race

Deliver = Callable[[], None]


class Post:
    """A channel that remembers what it was given and fails where it is told to."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.refuses: set[str] = set()
        self.raises: Exception = OSError("no such host")

    def __call__(self, _run: JobRun, payload: dict[str, Any], dedup_key: str) -> None:
        self.got.append(dedup_key)
        if payload.get("to") in self.refuses:
            raise self.raises


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def worker(post: Post, sessions: sessionmaker[Session], settings: Settings) -> Worker:
    registry = JobRegistry()
    registry.register(DELIVER, deliverer({"mail": post}))
    return Worker(sessions, registry, settings)


def emit(session: Session, key: str = "a", to: str = "wang") -> None:
    transact(session, partial(outbox.emit, channel="mail", dedup_key=key, payload={"to": to}))


def messages(session: Session) -> list[OutboxMessage]:
    session.expire_all()
    return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def test_a_message_is_delivered_once_and_marked(session: Session, worker: Worker, post: Post) -> None:
    emit(session)
    assert post.got == []  # nothing is sent by who emits
    worker.drain()
    worker.drain()
    assert post.got == ["a"]
    (message,) = messages(session)
    assert message.sent_at is not None
    assert message.payload == {}  # a mail may carry a link that lets in


def test_the_same_cause_tells_once(session: Session, worker: Worker, post: Post) -> None:
    emit(session)
    emit(session)
    worker.drain()
    emit(session)
    worker.drain()
    assert post.got == ["a"]


def test_two_who_note_the_same_at_once_note_it_once(
    session: Session, sessions: sessionmaker[Session], worker: Worker, post: Post
) -> None:
    assert race(sessions, [emit] * 6) == [None] * 6
    worker.drain()
    assert post.got == ["a"]
    assert len(messages(session)) == 1


def test_what_is_rolled_back_is_never_told(session: Session, worker: Worker, post: Post) -> None:
    def call(inner: Session) -> None:
        outbox.emit(inner, "mail", "a", {})
        raise LookupError

    with pytest.raises(LookupError):
        transact(session, call)
    worker.drain()
    assert post.got == []


def test_a_failing_message_holds_up_no_other_and_is_tried_again(session: Session, worker: Worker, post: Post) -> None:
    post.refuses = {"nobody"}
    emit(session, "a", "nobody")
    emit(session, "b", "wang")
    worker.drain()
    assert post.got == ["a", "b"]
    first, second = messages(session)
    assert (first.sent_at, first.attempts, first.error) == (None, 1, "OSError: no such host")
    assert second.sent_at is not None
    post.refuses = set()
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        worker.drain()
    assert post.got == ["a", "b", "a"]
    assert messages(session)[0].sent_at is not None


def test_a_message_that_waits_does_not_delay_a_new_one(session: Session, worker: Worker, post: Post) -> None:
    post.refuses = {"nobody"}
    emit(session, "a", "nobody")
    worker.drain()
    emit(session, "b")
    worker.drain()
    assert post.got == ["a", "b"]


def test_after_eight_failures_it_is_given_up_and_shown(session: Session, worker: Worker, post: Post) -> None:
    post.refuses = {"nobody"}
    emit(session, "a", "nobody")
    moment = clock.now()
    for _ in range(MAXIMUM_ATTEMPTS + 2):
        with clock.frozen(moment):
            worker.drain()
        moment += timedelta(days=1)
    (message,) = messages(session)
    assert (message.parked, message.attempts, len(post.got)) == (True, MAXIMUM_ATTEMPTS, MAXIMUM_ATTEMPTS)


def test_a_worker_that_dies_after_sending_sends_again(
    session: Session, sessions: sessionmaker[Session], settings: Settings, worker: Worker, post: Post
) -> None:
    """At least once: the key lets the receiver notice."""

    def send_and_die(run: JobRun, payload: dict[str, Any], dedup_key: str) -> None:
        post(run, payload, dedup_key)
        raise LeaseLost

    registry = JobRegistry()
    registry.register(DELIVER, deliverer({"mail": send_and_die}))
    emit(session)
    Worker(sessions, registry, settings).drain()
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        worker.drain()
    assert post.got == ["a", "a"]
    assert messages(session)[0].sent_at is not None


def test_more_than_a_batch_is_delivered_in_one_go(session: Session, worker: Worker, post: Post) -> None:
    def many(inner: Session) -> None:
        for number in range(BATCH + 3):
            outbox.emit(inner, "mail", str(number), {})

    transact(session, many)
    worker.drain()
    assert len(post.got) == BATCH + 3


def test_what_is_refused_for_good_is_given_up_at_once(session: Session, worker: Worker, post: Post) -> None:
    post.refuses, post.raises = {"nobody"}, Refused("550 no such user")
    emit(session, "a", "nobody")
    emit(session, "b")
    worker.drain()
    refused, sent = messages(session)
    assert (refused.parked, refused.attempts, refused.error) == (True, 1, "550 no such user")
    assert sent.sent_at is not None


def test_while_a_channel_is_away_its_messages_wait_and_lose_no_attempt(
    session: Session, worker: Worker, post: Post
) -> None:
    post.refuses, post.raises = {"wang"}, ChannelAway("server away")
    for key in "abc":
        emit(session, key)
    worker.drain()
    assert post.got == ["a"]
    assert [(each.attempts, each.parked) for each in messages(session)] == [(1, False), (0, False), (0, False)]
    with clock.frozen(clock.now() + timedelta(hours=2)):
        worker.drain()
    assert post.got == ["a", "a"]
    post.refuses = set()
    with clock.frozen(clock.now() + timedelta(hours=4)):
        worker.drain()
    assert post.got == ["a", "a", "a", "b", "c"]
    assert all(each.sent_at for each in messages(session))


def test_after_five_days_away_it_is_given_up(session: Session, worker: Worker, post: Post) -> None:
    post.refuses, post.raises = {"wang"}, ChannelAway("server away")
    emit(session)
    moment = clock.now()
    for hours in range(0, 5 * 24, 6):
        with clock.frozen(moment + timedelta(hours=hours)):
            worker.drain()
    assert not messages(session)[0].parked
    with clock.frozen(moment + PATIENCE + timedelta(hours=2)):
        worker.drain()
    assert messages(session)[0].parked


def test_what_left_our_hands_once_does_not_leave_them_again(session: Session) -> None:
    emit(session)
    transact(session, lambda inner: outbox.hand_over(inner, "a"))
    with pytest.raises(Refused, match="不知道是否已经送达"):
        transact(session, lambda inner: outbox.hand_over(inner, "a"))


def test_what_was_not_taken_may_leave_again(session: Session, worker: Worker, post: Post) -> None:
    """A refusal after handing over is an answer: the message did not arrive."""
    post.refuses = {"wang"}
    emit(session)
    transact(session, lambda inner: outbox.hand_over(inner, "a"))
    worker.drain()
    transact(session, lambda inner: outbox.hand_over(inner, "a"))


def test_a_retry_does_not_touch_what_is_being_handed_over(session: Session, worker: Worker, post: Post) -> None:
    post.refuses = {"wang"}
    emit(session)
    worker.drain()
    (row,) = messages(session)
    transact(session, lambda inner: outbox.hand_over(inner, "a"))
    assert transact(session, lambda inner: outbox.retry(inner, row.id)) == 1
    with pytest.raises(Refused):
        transact(session, lambda inner: outbox.hand_over(inner, "a"))
