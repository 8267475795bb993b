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
class _Row:
    """A row by its identity."""

    model: type[Any]
    identity: Any


@dataclass(frozen=True)
class Checkpoint:
    """Everything as a step left it."""

    rows: Any
    files: dict[Path, tuple[bytes, int]]
    baggage: dict[str, Any]
    result: Any


_SELF = object()
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


def once(session: Session, folder: Path, name: str, make: Callable[[], R]) -> R:
    """What ``make`` does to a pristine database and to ``folder``; done once in a process, set down for others.

    ``make`` may depend on nothing but these, and ``name`` is its own. It answers with rows, in lists and dicts.
    """
    if clock.is_set() or not is_pristine(session):
        return make()
    key = (_dialect(session), clock.today(), name)
    if key not in _kept:
        result = make()
        session.rollback()
        _kept[key] = Checkpoint(_database[0].take(), _files(folder), {}, _packed(result))
        return result
    answer: R = _put_back(session, folder, _kept[key])
    _commits[_database[0].name] += 1  # from here no way is that of a pristine database
    return answer


def _look(walker: Walker, result: Any) -> Checkpoint:
    packed = _SELF if result is walker else _packed(result)
    return Checkpoint(_database[0].take(), _files(walker.folder.parent), walker.baggage(), packed)


def _files(root: Path) -> dict[Path, tuple[bytes, int]]:
    paths = [each for each in root.rglob("*") if each.is_file()]
    return {each.relative_to(root): (each.read_bytes(), each.stat().st_mode) for each in paths}


def _take_up(walker: Walker, checkpoint: Checkpoint) -> Any:
    result = _put_back(walker.session, walker.folder.parent, checkpoint)
    for name, value in checkpoint.baggage.items():
        setattr(walker, name, value)
    return walker if result is _SELF else result


def _put_back(session: Session, root: Path, checkpoint: Checkpoint) -> Any:
    session.rollback()
    _database[0].put(checkpoint.rows)
    session.expire_all()
    for place, (content, mode) in checkpoint.files.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.write_bytes(content)
        path.chmod(mode)
    return _unpacked(session, checkpoint.result)


def _packed(result: Any) -> Any:
    """``result`` without its rows: by their identities."""
    if isinstance(result, list):
        return [_packed(each) for each in result]
    if isinstance(result, dict):
        return {key: _packed(each) for key, each in result.items()}
    state = inspect(result, raiseerr=False)
    return result if state is None else _Row(type(result), state.identity)


def _unpacked(session: Session, packed: Any) -> Any:
    if isinstance(packed, list):
        return [_unpacked(session, each) for each in packed]
    if isinstance(packed, dict):
        return {key: _unpacked(session, each) for key, each in packed.items()}
    if isinstance(packed, _Row):
        return session.get_one(packed.model, packed.identity, populate_existing=True)
    return packed


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def _commits_of(session: Session) -> int:
    """How often this test's database was committed to; -1 for one that cannot be put back."""
    bind = session.get_bind()
    name = str(bind.engine.url.database)
    return _commits[name] if _database and _database[0].name == name else -1
