"""Tables that only grow: triggers that refuse UPDATE, DELETE and TRUNCATE.

Migrations create them with ``statements``; ``missing`` tells which no longer
stand, for a batch migration rebuilds a SQLite table without its triggers.
"""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.orm import Session

TABLES = ("audit_entry", "security_event", "challenge_version", "pledge_version")
_FUNCTION = "matchmaker_refuse_change"


def _names(table: str, dialect: str) -> dict[str, str]:
    """Trigger name → the statement it refuses."""
    events = ("UPDATE", "DELETE") if dialect == "sqlite" else ("UPDATE", "DELETE", "TRUNCATE")
    return {f"{table}_refuse_{event.lower()}": event for event in events}


def statements(table: str, dialect: str) -> list[str]:
    """The DDL that makes ``table`` append-only on ``dialect``."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for name, event in _names(table, dialect).items()
        ]
    function = (
        f"CREATE OR REPLACE FUNCTION {_FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    triggers = [
        f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION {_FUNCTION}()"
        for name, event in _names(table, dialect).items()
    ]
    return [function, *triggers]


def removal(table: str, dialect: str) -> list[str]:
    """The DDL that lifts the refusal again, for a downgrade."""
    suffix = "" if dialect == "sqlite" else f" ON {table}"
    return [f"DROP TRIGGER IF EXISTS {name}{suffix}" for name in _names(table, dialect)]


def missing(session: Session) -> list[str]:
    """Names of the triggers that ought to stand and do not, or are disabled."""
    dialect = session.get_bind().dialect.name
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if dialect == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    standing = set(session.scalars(text(query)))
    return [name for table in TABLES for name in _names(table, dialect) if name not in standing]
