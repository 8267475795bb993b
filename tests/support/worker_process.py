"""A worker in a process of its own, which a test may kill.

``python -m tests.support.worker_process URL FOLDER`` does ``test.items`` jobs: it writes one row an
item, each in a transaction, says each number on its output, and stops to wait in the middle.
"""

from __future__ import annotations

import sys

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.config import Settings, from_environment
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.core.jobs import JobRegistry, JobRun
from matchmaker.core.security_events import SecurityEvent
from matchmaker.core.worker import Worker

KIND = "test.items"
ITEMS = 6
MIDDLE = 3


def write_item(session: Session, number: int) -> None:
    """One row an item, however often it is asked for."""
    known = select(SecurityEvent.id).where(SecurityEvent.kind == KIND, SecurityEvent.detail == str(number))
    if session.scalar(known) is None:
        session.add(SecurityEvent(kind=KIND, address="-", detail=str(number)))


def items(run: JobRun) -> None:
    """Do all items without stopping."""
    for number in range(ITEMS):
        run.transact(lambda session, number=number: write_item(session, number))  # type: ignore[misc]
        run.progress(number + 1, ITEMS)


def items_with_a_stop(run: JobRun) -> None:
    """Do items, and in the middle of one's transaction wait for a line that never comes."""
    for number in range(ITEMS):

        def write(session: Session, number: int = number) -> None:
            write_item(session, number)
            session.flush()
            sys.stdout.write(f"{number}\n")
            sys.stdout.flush()
            if number == MIDDLE:
                sys.stdin.readline()

        run.transact(write)


def registry(handler: object) -> JobRegistry:
    """A registry that knows this one kind."""
    made = JobRegistry()
    made.register(KIND, handler)  # type: ignore[arg-type]
    return made


def settings_for(url: str, folder: str) -> Settings:
    """Settings for a process that was told only these."""
    return from_environment(
        {
            "MATCHMAKER_ENV": "testing",
            "MATCHMAKER_DATABASE_URL": url,
            "MATCHMAKER_DATA_DIR": folder,
            "MATCHMAKER_SECRET_KEY": "a key for tests that is long enough to be taken",
        }
    )


if __name__ == "__main__":
    address, place = sys.argv[1:]
    Worker(make_sessions(make_engine(address)), registry(items_with_a_stop), settings_for(address, place)).drain()
