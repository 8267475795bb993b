"""Tables that only grow refuse everything else, and it is noticed when they no longer do."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matchmaker.core import append_only
from matchmaker.core.security_events import SecurityEvent
from tests.support.guards import drop_guards, set_guards


@pytest.mark.parametrize("statement", ["UPDATE security_event SET kind = 'x'", "DELETE FROM security_event"])
def test_changes_are_refused(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(insert(SecurityEvent).values(kind="test", address="-"))
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("table", append_only.TABLES)
def test_every_table_is_guarded_against_every_statement(backend: str, engine: Engine, table: str) -> None:
    """The guards of a table without rows: PostgreSQL's fire by statement, SQLite's by row."""
    if backend == "postgresql":
        for statement in (f"TRUNCATE {table}", f"DELETE FROM {table}", f"UPDATE {table} SET at = now()"):
            with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
                connection.execute(text(statement))
    else:
        with engine.connect() as connection:
            names = set(connection.scalars(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")))
        assert {f"{table}_refuse_update", f"{table}_refuse_delete"} <= names


def test_all_guards_stand_after_the_migrations(session: Session) -> None:
    assert append_only.missing(session) == []


def test_a_dropped_guard_is_missed_until_it_stands_again(engine: Engine, session: Session) -> None:
    with engine.begin() as connection:
        drop_guards(connection, "audit_entry")
    assert {"audit_entry_refuse_update", "audit_entry_refuse_delete"} <= set(append_only.missing(session))
    with engine.begin() as connection:
        set_guards(connection, "audit_entry")
    assert append_only.missing(session) == []


def test_a_disabled_guard_is_missed(backend: str, engine: Engine, session: Session) -> None:
    with engine.begin() as connection:
        if backend == "postgresql":
            connection.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_refuse_update"))
        else:  # SQLite knows no disabled triggers; rebuilding the table loses them
            connection.execute(text("ALTER TABLE security_event RENAME TO old"))
            connection.execute(text("DROP TABLE old"))
    assert append_only.missing(session)
