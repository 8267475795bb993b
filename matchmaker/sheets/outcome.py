"""What came of the rows of a table, and who reckons it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy.orm import Session

from matchmaker.sheets.tables.rows import Incoming, Problem

MOST_PROBLEMS = 5_000
COUNTED = ("created", "updated", "unchanged", "rejected")


@dataclass
class Outcome:
    """How many rows came to what, the first of what is wrong with the rejected ones, and of what to notice."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    def reject(self, row: Incoming) -> None:
        """Count a row that is not taken."""
        self.rejected += 1
        self.problems += row.problems[: MOST_PROBLEMS - len(self.problems)]

    def notice(self, row: Incoming) -> None:
        """Keep what is to be noticed about a row that is taken."""
        self.remarks += row.remarks[: MOST_PROBLEMS - len(self.remarks)]

    def add(self, other: Outcome) -> None:
        """Take another batch's numbers in."""
        for name, count in other.counts.items():
            setattr(self, name, getattr(self, name) + count)
        self.problems += other.problems[: MOST_PROBLEMS - len(self.problems)]
        self.remarks += other.remarks[: MOST_PROBLEMS - len(self.remarks)]

    @property
    def counts(self) -> dict[str, int]:
        """The four numbers by name."""
        return {name: getattr(self, name) for name in COUNTED}


class Taking(Protocol):
    """What holds for every row of one table; ``judge`` and ``take`` reckon alike.

    One object sees all batches of a table in their order, so that it can tell
    of rows that come twice.
    """

    def judge(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """What ``take`` would do with ``rows``; changes nothing."""

    def take(self, session: Session, rows: Sequence[Incoming]) -> Outcome:
        """Take ``rows`` in, within the caller's transaction."""
