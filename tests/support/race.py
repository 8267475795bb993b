"""Letting several people do something at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import TypeVar

from sqlalchemy.orm import Session, sessionmaker

T = TypeVar("T")
PATIENCE_SECONDS = 60


def race(sessions: sessionmaker[Session], calls: Sequence[Callable[[Session], T]]) -> list[T | Exception]:
    """Run each of ``calls`` in a thread and a session of its own, all let go at once.

    Returns, in order, what each returned or the exception it raised. Calls go through ``transact``
    themselves when they write.
    """
    barrier = threading.Barrier(len(calls))
    results: list[T | Exception] = [RuntimeError("did not finish")] * len(calls)

    def run(place: int, call: Callable[[Session], T]) -> None:
        with sessions() as session:
            session.connection()  # connecting takes longer than deciding
            session.rollback()
            barrier.wait(PATIENCE_SECONDS)
            try:
                results[place] = call(session)
            except Exception as error:  # noqa: BLE001 - what went wrong is a result
                results[place] = error

    threads = [threading.Thread(target=run, args=(place, call), daemon=True) for place, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    return results


def winners(results: Sequence[T | Exception]) -> list[T]:
    """The results that are no exceptions."""
    return [each for each in results if not isinstance(each, Exception)]


def losers(results: Sequence[T | Exception]) -> set[str]:
    """The names of the exceptions among the results."""
    return {type(each).__name__ for each in results if isinstance(each, Exception)}
