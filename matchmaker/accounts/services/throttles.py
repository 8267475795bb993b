"""Slowing down those who guess: counted by account and by address.

A try is counted before the password is looked at, so that guesses sent side by
side count too, and is taken back when the password was right. Nobody can be
locked out for good: a block lapses, and an address from which the account was
used lately is not stopped by the account's counter, which strangers can fill.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from matchmaker.accounts.models import Throttle
from matchmaker.core import clock
from matchmaker.core.errors import Throttled
from matchmaker.core.i18n import N_
from matchmaker.core.security_events import SecurityEvent

WINDOW = timedelta(minutes=15)
BLOCK = timedelta(minutes=15)
PER_ACCOUNT = 10
PER_ADDRESS = 60
KNOWN_FOR = timedelta(days=30)
SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class Counter:
    """``key`` may fail ``limit`` times within a window before it is blocked."""

    key: str
    limit: int


def by_address(purpose: str, address: str, limit: int = PER_ADDRESS) -> Counter:
    """Counts what one address tries, whomever it is about."""
    return Counter(f"{purpose}:address:{address[:45]}", limit)


def counters(purpose: str, account: str, address: str, *, known: bool = False) -> list[Counter]:
    """Whom a try counts against; ``account`` is any text that names the target.

    ``known``: the account was used from this address lately; the try then
    counts against the pair of both instead of the account alone.
    """
    target = f"{account}@{address}" if known else account
    name = hashlib.sha256(target.encode()).hexdigest()[:40]
    kind = "pair" if known else "account"
    return [by_address(purpose, address), Counter(f"{purpose}:{kind}:{name}", PER_ACCOUNT)]


def is_known(session: Session, user_id: int | None, address: str) -> bool:
    """Whether this person signed in from ``address`` within the last 30 days."""
    query = select(SecurityEvent.id).where(
        SecurityEvent.kind == SIGN_IN,
        SecurityEvent.user_id == user_id,
        SecurityEvent.address == address[:45],
        SecurityEvent.at > clock.now() - KNOWN_FOR,
    )
    # asked for unknown names too, so that they cost the same
    return session.scalar(query.limit(1)) is not None and user_id is not None


def count(session: Session, against: list[Counter]) -> None:
    """Count one try; raises Throttled, and counts nothing, when one counter is full."""
    now = clock.now()
    rows = [_row(session, counter.key, now) for counter in against]
    blocked = [row.blocked_until for row in rows if row.blocked_until is not None and row.blocked_until > now]
    if blocked:
        seconds = int((max(blocked) - now).total_seconds()) + 1
        raise Throttled(N_("尝试次数过多，请稍后再试。"), retry_after=seconds)
    for row, counter in zip(rows, against, strict=True):
        row.failures += 1
        if row.failures >= counter.limit:
            row.blocked_until = now + BLOCK


def forgive(session: Session, against: list[Counter]) -> None:
    """Take the try back after success: the address's by one, the account's wholly."""
    address, *rest = (session.get(Throttle, counter.key, with_for_update=True) for counter in against)
    if address is not None and address.failures > 0:
        address.failures -= 1
        address.blocked_until = None
    for row in rest:
        if row is not None:
            session.delete(row)


def sweep(session: Session) -> None:
    """Forget counters whose window and block are over."""
    session.execute(delete(Throttle).where(Throttle.window_start < clock.now() - WINDOW - BLOCK))


def _row(session: Session, key: str, now: datetime) -> Throttle:
    row = session.get(Throttle, key, with_for_update=True) or _insert(session, key, now)
    lapsed = row.blocked_until is not None and row.blocked_until <= now
    if lapsed or (row.blocked_until is None and row.window_start <= now - WINDOW):
        row.window_start, row.failures, row.blocked_until = now, 0, None
    return row


def _insert(session: Session, key: str, now: datetime) -> Throttle:
    row = Throttle(key=key, window_start=now, failures=0)
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        return session.get_one(Throttle, key, with_for_update=True)
    return row
