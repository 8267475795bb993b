"""Sixty teams within fifty milliseconds of the deadline: who holds a receipt is opened, and nobody else."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.challenges.models import Bid
from matchmaker.challenges.services import open_bids
from matchmaker.challenges.services.seal_bid import SealedPackage
from matchmaker.challenges.services.sealed_acts import Receipt, submit_bid
from matchmaker.config import Settings
from matchmaker.core.authz import Actor
from matchmaker.core.errors import DeadlinePassed, DomainError
from matchmaker.core.unit_of_work import transact
from tests.factories.base import MAKER
from tests.support.race import race, winners
from tests.unit.challenges.stage import Way, make_way

CLIENTS = 60
SPREAD = timedelta(milliseconds=50)
AHEAD = timedelta(seconds=2)
PAUSED = timedelta(milliseconds=300)


def wait_until(moment: datetime) -> None:
    """Wait for an instant: the race is about nothing else."""
    threading.Event().wait(max(0.0, (moment - datetime.now(UTC)).total_seconds()))


@dataclass
class Race:
    """What every client knows."""

    way: Way
    deadline: datetime
    actors: list[Actor]
    teams: list[int]
    packages: list[SealedPackage]

    def submit(self, inner: Session, place: int, package: SealedPackage) -> Receipt:
        given: dict[str, Any] = {"organization_id": self.teams[place], "keys": self.way.keys}
        return submit_bid(inner, self.way.challenge_id, package, **given, actor=self.actors[place])

    def quick(self, place: int) -> Callable[[Session], Receipt]:
        """Sends a finished bid at its moment around the deadline."""

        def run(inner: Session) -> Receipt:
            wait_until(self.deadline + SPREAD * ((2 * place - CLIENTS) / CLIENTS))
            return transact(inner, lambda session: self.submit(session, place, self.packages[place]))

        return run

    def slow(self, place: int) -> Callable[[Session], Receipt]:
        """Begins before the deadline; the body's last byte comes after it."""

        def body() -> Iterator[bytes]:
            yield b"first"
            wait_until(self.deadline + SPREAD)
            yield b"last"

        def run(inner: Session) -> Receipt:
            wait_until(self.deadline - SPREAD)
            package = self.way.package(files=[("plan.pdf", body())])  # type: ignore[list-item]  # comes as it is made
            return transact(inner, lambda session: self.submit(session, place, package))

        return run

    def paused(self, place: int) -> Callable[[Session], Receipt]:
        """A worker that is paused between judging and committing."""

        def act(session: Session) -> Receipt:
            receipt = self.submit(session, place, self.packages[place])
            wait_until(self.deadline + PAUSED)
            return receipt

        def run(inner: Session) -> Receipt:
            wait_until(self.deadline - SPREAD)
            return transact(inner, act)

        return run

    def closing(self, inner: Session) -> None:
        """The clock's job, which tries again while the deadline is a hair off or a paused worker holds it."""
        wait_until(self.deadline)
        for _attempt in range(10_000):
            try:
                transact(inner, lambda session: open_bids.close_receiving(session, self.way.challenge_id, actor=MAKER))
            except DomainError:
                continue
            return


def test_the_opened_are_those_who_hold_a_receipt(
    session: Session, settings: Settings, sessions: sessionmaker[Session]
) -> None:
    way = make_way(session, settings.data_dir, teams=CLIENTS)
    way.receiving()
    actors = [way.actor(member) for member in way.members]
    packages = [way.package() for _client in range(CLIENTS)]
    entered = Race(way, datetime.now(UTC) + AHEAD, actors, [unit.id for unit in way.teams], packages)
    way.close_at(entered.deadline)
    late = range(4, CLIENTS, 15)
    kinds = [entered.slow if each in late else entered.quick for each in range(CLIENTS)]
    kinds[7] = entered.paused
    session.rollback()

    outcomes: list[Any] = race(sessions, [*(kind(each) for each, kind in enumerate(kinds)), entered.closing])
    *results, closed = outcomes
    receipts = winners(results)
    refused = [each for each in results if isinstance(each, Exception)]
    assert closed is None
    assert all(isinstance(each, DeadlinePassed) for each in refused), refused
    assert all(datetime.fromisoformat(each["statement"]["received_at"]) < entered.deadline for each in receipts)
    assert all(isinstance(results[each], DeadlinePassed) for each in late)

    way.open()
    session.rollback()
    opened = set(session.scalars(select(Bid.organization_id)))
    assert opened == {each["statement"]["entry"]["organization"] for each in receipts}
