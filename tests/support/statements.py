"""Counting what a page asks of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, event

NOT_COUNTED = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass
class Counted:
    """The statements seen so far, in order."""

    statements: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.statements)

    def __str__(self) -> str:
        return "\n".join(" ".join(each.split())[:300] for each in self.statements)


@contextmanager
def count_statements(engine: Engine) -> Iterator[Counted]:
    """Note every statement sent through ``engine``, those that only frame transactions left out."""
    seen = Counted()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(NOT_COUNTED):
            seen.statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
