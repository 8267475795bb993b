"""The database: mapped base, column types, engines for SQLite and PostgreSQL.

Constraint names follow one convention so that migrations can name them.
SQLite runs in WAL mode with foreign keys on and full synchronisation; its
transactions are begun by us, because the driver's own habit of delaying BEGIN
breaks both snapshots and IMMEDIATE.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Engine,
    Integer,
    MetaData,
    String,
    create_engine,
    event,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    Session,
    declared_attr,
    mapped_column,
    sessionmaker,
)
from sqlalchemy.types import TypeDecorator

from matchmaker.core import clock

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
STATE_LENGTH = 24
LARGEST_ID = 2**63 - 1
BEGIN_OPTION = "matchmaker_begin"


class UTCDateTime(TypeDecorator[datetime]):
    """An instant: accepts aware datetimes only and always returns UTC ones.

    Raises ValueError for a naive value, which could mean any time zone.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime cannot be stored")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigInt = BigInteger().with_variant(Integer(), "sqlite")


def sort_key(length: int) -> String:
    """A text column that compares bytes on both databases; see ``core.pinyin``."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


JsonValue = JSON().with_variant(JSONB(), "postgresql")


class Base(DeclarativeBase):
    """Base of all mapped classes."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads a plain dict
        int: BigInt,
        datetime: UTCDateTime,
        dict[str, Any]: JsonValue,
        list[Any]: JsonValue,
        list[str]: JsonValue,
    }


class Identified:
    """A surrogate key that stays within int8."""

    id: Mapped[int] = mapped_column(primary_key=True)


class Timestamped:
    """When the row came to be and when it was last written."""

    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    updated_at: Mapped[datetime] = mapped_column(default=clock.now, onupdate=clock.now)


class Versioned:
    """An aggregate that refuses to be saved from a stale copy."""

    version: Mapped[int] = mapped_column(default=1)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class Stateful(Versioned):
    """An aggregate whose ``state`` only ``core.workflow`` writes."""

    state: Mapped[str] = mapped_column(String(STATE_LENGTH))
    state_at: Mapped[datetime] = mapped_column(default=clock.now)


def one_of(column: str, values: type[StrEnum] | Iterable[str], *, optional: bool = False) -> CheckConstraint:
    """A CHECK that ``column`` holds one of ``values`` (an enum or codes)."""
    listed = ", ".join(f"'{value}'" for value in values)
    test = f"{column} IN ({listed})"
    return CheckConstraint(f"{column} IS NULL OR {test}" if optional else test, name=f"{column}_known")


def make_engine(url: str, **options: Any) -> Engine:
    """An engine with the pragmas, time-outs and transaction habits we rely on."""
    engine = create_engine(url, **engine_options(url), **options)
    tune(engine)
    return engine


def engine_options(url: str) -> dict[str, Any]:
    """Keyword arguments of ``create_engine`` for ``url``. What people typed never gets into an error's text."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 5.0, "check_same_thread": False}, "hide_parameters": True}
    limits = "-c lock_timeout=5000 -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000"
    connect = {"options": f"{limits} -c timezone=UTC"}
    return {"connect_args": connect, "pool_pre_ping": True, "hide_parameters": True}


def tune(engine: Engine) -> None:
    """Attach the SQLite listeners; does nothing for PostgreSQL."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we emit BEGIN ourselves
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "busy_timeout=5000", "foreign_keys=ON", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get(BEGIN_OPTION, "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


def transaction_clock(session: Session) -> datetime:
    """The present instant, by the clock that all writers of this database share.

    PostgreSQL answers from the server at the moment of asking, not from the
    start of the transaction; SQLite's writers stand on one machine and take
    turns. Where the clock was set (see ``core.clock``), it is that one.
    """
    if clock.is_set() or session.get_bind().dialect.name == "sqlite":
        return clock.now()
    moment: datetime = session.execute(select(func.clock_timestamp(type_=UTCDateTime()))).scalar_one()
    return moment


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Sessions for workers and commands; objects stay readable after commit."""
    return sessionmaker(engine, expire_on_commit=False)
