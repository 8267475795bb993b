"""Doing to append-only tables what only somebody with the disk in hand could do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from sqlalchemy import Connection, Engine, Table, text

from matchmaker.core import append_only
from matchmaker.core.audit import AuditEntry

AUDIT = cast("Table", AuditEntry.__table__)


def drop_guards(connection: Connection, table: str) -> None:
    """Lift the triggers of ``table``."""
    for statement in append_only.removal(table, connection.dialect.name):
        connection.execute(text(statement))


def set_guards(connection: Connection, table: str) -> None:
    """Put the triggers of ``table`` in place again."""
    for statement in append_only.statements(table, connection.dialect.name):
        connection.execute(text(statement))


@contextmanager
def unguarded(engine: Engine, table: str = "audit_entry") -> Iterator[Connection]:
    """A transaction without the table's triggers, which stand again afterwards."""
    with engine.begin() as connection:
        drop_guards(connection, table)
        yield connection
        set_guards(connection, table)
