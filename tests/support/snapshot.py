"""What is in a database, table by table, cheaply enough to be asked hundreds of times."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from contextlib import closing

from sqlalchemy import Engine, inspect
from sqlalchemy.engine import Connection

HIDDEN = ("alembic_version", "sqlite_", "search_fts")


def tables(engine: Engine) -> list[str]:
    """The tables that hold data of ours, now."""
    return sorted(table for table in inspect(engine).get_table_names() if not table.startswith(HIDDEN))


def snapshot(engine: Engine, *, without: Collection[str] = ()) -> dict[str, str]:
    """Table → a digest of all its rows. Two snapshots are equal when no row has changed."""
    with engine.connect() as connection:
        return {table: _digest(connection, table) for table in tables(engine) if table not in without}


def _digest(connection: Connection, table: str) -> str:
    # the driver's own cursor: nothing is made of the rows that would be thrown away again
    with closing(connection.connection.cursor()) as cursor:
        cursor.execute(f'SELECT * FROM "{table}"')
        rows = sorted(map(repr, cursor.fetchall()))
    return f"{len(rows)}:{hashlib.sha256(repr(rows).encode()).hexdigest()[:16]}"


def changed(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """The tables that differ."""
    return sorted(table for table in before.keys() | after.keys() if before.get(table) != after.get(table))
