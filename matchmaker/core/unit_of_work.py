"""The only place that commits.

``transact`` runs a callable in a write transaction: on SQLite it begins
IMMEDIATE, because a transaction that read first and writes after somebody
else's commit fails at once with SQLITE_BUSY_SNAPSHOT whatever the time-out;
on PostgreSQL it retries serialisation failures and deadlocks. The whole
callable is repeated, so it must load what it needs by id and keep no effect
outside the session. Pending audit entries are chained last, just before the
commit, so that the lock on the chain's head is held shortest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from matchmaker.core import audit
from matchmaker.core.db import BEGIN_OPTION
from matchmaker.core.errors import Conflict, StaleVersion, Unavailable

T = TypeVar("T")
ATTEMPTS = 4
RETRYABLE_SQLSTATES = frozenset({"40001", "40P01"})
LOCK_TIMEOUT_SQLSTATE = "55P03"
_FLAG = "matchmaker_in_transact"


def transact(session: Session, call: Callable[[Session], T]) -> T:
    """Run ``call(session)`` in one write transaction and commit.

    Ends whatever read the session had open; nothing may be pending in it.
    Raises what ``call`` raises (rolled back), StaleVersion when an object was
    changed meanwhile, Conflict when a lock was not to be had in time and
    Unavailable when the database stays busy or is away.
    """
    if in_transaction(session):
        raise RuntimeError("transact does not nest: a service never commits")
    session.rollback()
    session.expire_all()  # what an earlier commit left loaded may be out of date by now
    session.info[_FLAG] = True
    try:
        return _repeat(session, call)
    finally:
        session.info.pop(_FLAG, None)


def in_transaction(session: Session) -> bool:
    """Whether ``session`` is inside ``transact``, so that what it writes will be committed there."""
    return bool(session.info.get(_FLAG))


def _repeat(session: Session, call: Callable[[Session], T]) -> T:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _once(session, call)
        except StaleDataError as error:
            raise StaleVersion from error
        except DBAPIError as error:
            if not _is_retryable(error):
                _translate(error)
                raise
            if attempt == ATTEMPTS:
                raise Unavailable from error
    raise AssertionError("unreachable")


def _once(session: Session, call: Callable[[Session], T]) -> T:
    try:
        session.connection(execution_options={BEGIN_OPTION: "IMMEDIATE"})
        result = call(session)
        session.flush()
        audit.seal(session)
        session.commit()
    except BaseException:
        audit.discard(session)
        session.rollback()
        raise
    return result


def _sqlstate(error: DBAPIError) -> str | None:
    return getattr(error.orig, "sqlstate", None)


def _is_retryable(error: DBAPIError) -> bool:
    if _sqlstate(error) in RETRYABLE_SQLSTATES:
        return True
    return isinstance(error, OperationalError) and "database is locked" in str(error.orig)


def _translate(error: DBAPIError) -> None:
    if _sqlstate(error) == LOCK_TIMEOUT_SQLSTATE:
        raise Conflict from error
    if error.connection_invalidated:
        raise Unavailable from error
