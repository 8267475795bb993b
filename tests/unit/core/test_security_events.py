"""Refusals are noted, but nobody fills the disk with them."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.core import clock, security_events
from matchmaker.core.authz import ANONYMOUS
from matchmaker.core.security_events import PER_ADDRESS, WINDOW, SecurityEvent
from matchmaker.core.unit_of_work import transact


def note(session: Session, address: str, count: int = 1, detail: str = "") -> None:
    def call(inner: Session) -> None:
        for _ in range(count):
            security_events.note(inner, "forbidden", ANONYMOUS, address, detail)
            inner.flush()

    transact(session, call)


def count(session: Session, address: str) -> int:
    return session.scalar(select(func.count()).where(SecurityEvent.address == address)) or 0


def test_an_address_fills_its_hour_and_no_more(session: Session) -> None:
    note(session, "192.0.2.1", PER_ADDRESS + 5)
    note(session, "192.0.2.2")
    assert (count(session, "192.0.2.1"), count(session, "192.0.2.2")) == (PER_ADDRESS, 1)


def test_the_next_hour_is_noted_again(session: Session) -> None:
    with clock.frozen(clock.now() - WINDOW - timedelta(seconds=1)):
        note(session, "192.0.2.1", PER_ADDRESS)
    note(session, "192.0.2.1")
    assert count(session, "192.0.2.1") == PER_ADDRESS + 1


def test_long_addresses_and_details_are_cut(session: Session) -> None:
    note(session, "x" * 100, detail="长" * 300)
    event = session.scalars(select(SecurityEvent)).one()
    assert (len(event.address), len(event.detail), event.user_id) == (45, 200, None)
