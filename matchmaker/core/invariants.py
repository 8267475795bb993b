"""What must be true of the database at any time, as queries that find breaches.

Each feature lists its own; ``matchmaker check`` runs them all. A constraint is
better than a check; these are the rules that span rows or tables.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session

from matchmaker.core import append_only, audit

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Invariant:
    """``breaches`` returns a Select of the offending rows' keys."""

    name: str
    meaning: str
    breaches: Callable[[], Select[Any]]


@dataclass(frozen=True, slots=True)
class Breach:
    """An invariant that does not hold, and the rows (at most 20) that show it."""

    name: str
    meaning: str
    rows: list[list[Any]]


def run(session: Session, invariants: Sequence[Invariant]) -> list[Breach]:
    """All breaches of ``invariants`` and of the append-only tables."""
    found = []
    for rule in invariants:
        rows = session.execute(rule.breaches().limit(SHOWN)).all()
        if rows:
            found.append(Breach(rule.name, rule.meaning, [list(row) for row in rows]))
    gone = append_only.missing(session)
    if gone:
        found.append(Breach("append_only", "防改触发器必须存在", [[name] for name in gone]))
    verdict = audit.verify(session)
    if verdict.problem:
        found.append(Breach("audit_chain", verdict.problem, [[verdict.seq]]))
    return found
