"""A long way is walked once in a process; whoever takes it again is set down where it led.

Walking a challenge to its pledges costs fifty transactions, which hundreds of tests would repeat.
Only what a pristine database and the step's own arguments decide is remembered: once anything else
was committed, or a test has set the clock, the way is walked.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Hashable
from contextlib import closing
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, Engine, event, inspect
from sqlalchemy.orm import Session

from matchmaker.core import clock

P = ParamSpec("P")
R = TypeVar("R")


class Database(Protocol):
    """A database whose rows can be kept and put back."""

    @property
    def name(self) -> str: ...

    def take(self) -> Any: ...

    def put(self, kept: Any) -> None: ...


@dataclass(frozen=True)
class SqliteFile:
    """The one file of a test; ``name`` is its path. Open connections see what is put there."""

    name: str

    def take(self) -> sqlite3.Connection:
        kept = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(self.name)) as source:
            source.backup(kept)
        return kept

    def put(self, kept: sqlite3.Connection) -> None:
        with closing(sqlite3.connect(self.name)) as target:
            kept.backup(target)


class Walker(Protocol):
    """Who can be set down again: ``trail`` says where from a pristine database; None once that is unknown."""

    session: Session
    folder: Path
    trail: tuple[Hashable, ...] | None
    commits: int

    def baggage(self) -> dict[str, Any]:
        """What it carries besides rows and files; values are never changed in place."""

    def who(self) -> Hashable:
        """All that its steps depend on besides their arguments."""


@dataclass(frozen=True)
class Checkpoint:
    """Everything as a step left it."""

    rows: Any
    files: dict[Path, tuple[bytes, int]]
    baggage: dict[str, Any]
    result: Any


_kept: dict[Hashable, Checkpoint] = {}
_commits: Counter[str] = Counter()
_database: list[Database] = []


@event.listens_for(Engine, "commit")
def _count(connection: Connection) -> None:
    _commits[str(connection.engine.url.database)] += 1


def begin(database: Database, *, may_remember: bool) -> None:
    """A test has got ``database``, in which nothing happened yet; whether its ways are those of others."""
    _database[:] = [database] if may_remember else []
    _commits[database.name] = 0


def current() -> Database:
    """The database of this test."""
    [database] = _database
    return database


def is_pristine(session: Session) -> bool:
    """Whether nothing was committed to this test's database."""
    return _commits_of(session) == 0


def set_out(walker: Walker) -> None:
    """``walker`` was made in a pristine database: from here its steps are remembered."""
    walker.trail, walker.commits = (), _commits_of(walker.session)


def checkpointed(step: Callable[P, R]) -> Callable[P, R]:
    """Walk ``step`` of a Walker once for each way that leads to it; its arguments must be hashable."""

    @wraps(step)
    def take_up_or_walk(*arguments: P.args, **values: P.kwargs) -> R:
        walker: Any = arguments[0]
        if walker.trail is None or clock.is_set() or _commits_of(walker.session) != walker.commits:
            walker.trail = None
            return step(*arguments, **values)
        trail = (*walker.trail, (step.__name__, arguments[1:], tuple(sorted(values.items()))))
        key = (_dialect(walker.session), clock.today(), walker.who(), trail)
        if key in _kept:
            result: R = _take_up(walker, _kept[key])
        else:
            result = step(*arguments, **values)
            _kept[key] = _look(walker, result)
        walker.trail, walker.commits = trail, _commits_of(walker.session)
        return result

    return take_up_or_walk


def _look(walker: Walker, result: Any) -> Checkpoint:
    root = walker.folder.parent
    paths = [each for each in root.rglob("*") if each.is_file()]
    files = {each.relative_to(root): (each.read_bytes(), each.stat().st_mode) for each in paths}
    return Checkpoint(_database[0].take(), files, walker.baggage(), _packed(walker, result))


def _take_up(walker: Walker, checkpoint: Checkpoint) -> Any:
    walker.session.rollback()
    _database[0].put(checkpoint.rows)
    walker.session.expire_all()
    for place, (content, mode) in checkpoint.files.items():
        path = walker.folder.parent / place
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(content)
        path.chmod(mode)
    for name, value in checkpoint.baggage.items():
        setattr(walker, name, value)
    return _unpacked(walker, checkpoint.result)


def _packed(walker: Walker, result: Any) -> Any:
    """``result`` without its rows: by their identities."""
    if isinstance(result, list):
        return [_packed(walker, each) for each in result]
    if result is walker or result is None:
        return result is walker
    identity = inspect(result).identity
    return type(result), identity


def _unpacked(walker: Walker, packed: Any) -> Any:
    if isinstance(packed, list):
        return [_unpacked(walker, each) for each in packed]
    if isinstance(packed, bool):
        return walker if packed else None
    model, identity = packed
    return walker.session.get_one(model, identity, populate_existing=True)


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _commits_of(session: Session) -> int:
    """How often this test's database was committed to; -1 for one that cannot be put back."""
    bind = session.get_bind()
    name = str(bind.engine.url.database)
    return _commits[name] if _database and _database[0].name == name else -1
