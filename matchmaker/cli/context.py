"""What commands share: the settings, a database, the way to print and to fail.

The application hands its wiring in (``Wiring``), because the command line may
not import it.
"""

from __future__ import annotations

import functools
import getpass
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, NoReturn, TypeVar

import click
from flask import Flask
from sqlalchemy import Engine, MetaData, inspect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.queries import by_login
from matchmaker.config import Settings
from matchmaker.core.authz import Actor, system_actor
from matchmaker.core.db import make_engine, make_sessions
from matchmaker.core.errors import DomainError, Invalid
from matchmaker.core.invariants import Invariant
from matchmaker.core.jobs import JobRegistry
from matchmaker.core.unit_of_work import transact
from matchmaker.organizations.queries import actor_of_user

R = TypeVar("R")
T = TypeVar("T")


@dataclass(frozen=True)
class Wiring:
    """What the application knows and commands need."""

    metadata: MetaData
    registry: Callable[[], JobRegistry]
    invariants: Callable[[], list[Invariant]]
    create_app: Callable[[Settings], Flask]


@dataclass
class Console:
    """The command line's context object."""

    settings: Settings
    wiring: Wiring
    _engine: Engine | None = field(default=None, init=False)

    @property
    def engine(self) -> Engine:
        """One engine per command; the data folder is made on first use."""
        if self._engine is None:
            self.settings.data_dir.mkdir(parents=True, exist_ok=True)
            self._engine = make_engine(self.settings.database_url)
        return self._engine

    @property
    def sessions(self) -> sessionmaker[Session]:
        """Sessions on a database that has been migrated; fails plainly otherwise."""
        if not inspect(self.engine).has_table("audit_head"):
            fail("数据库还没有建立，请先运行：matchmaker db upgrade")
        return make_sessions(self.engine)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """One session of ``sessions``."""
        with self.sessions() as session:
            yield session

    def read(self, call: Callable[[Session], T]) -> T:
        """What ``call`` finds, in a session of its own."""
        with self.session() as session:
            return call(session)

    def write(self, call: Callable[[Session], T]) -> T:
        """What ``call`` does, in a session and a write transaction of its own."""
        with self.session() as session:
            return transact(session, call)

    def actor(self, login: str | None = None) -> Actor:
        """``cli:<os user>`` of kind system, or the person behind ``login``."""
        if login is None:
            return system_actor(f"cli:{getpass.getuser()}")
        with self.session() as session:
            user = by_login(session, login)
            if user is None:
                fail(f"没有登录名为 {login} 的账号")
            return actor_of_user(session, user)


pass_console = click.make_pass_decorator(Console)


def emit(document: Any, *, as_json: bool, text: str) -> None:
    """Print one JSON document, or ``text``, on stdout."""
    click.echo(json.dumps(document, ensure_ascii=False, default=str) if as_json else text)


def fail(message: str, code: int = 1) -> NoReturn:
    """Say why on stderr and exit with ``code``."""
    click.echo(message, err=True)
    sys.exit(code)


def explain(error: DomainError) -> str:
    """What went wrong in one line, with the fields it concerns."""
    if isinstance(error, Invalid) and error.fields:
        return "；".join(f"{name}：{'、'.join(texts)}" for name, texts in error.fields.items())
    return error.message


def plain_errors(command: Callable[..., R]) -> Callable[..., R]:
    """Turn expected failures into one clear line and exit code 1."""

    @functools.wraps(command)
    def wrapped(*arguments: Any, **options: Any) -> R:
        try:
            return command(*arguments, **options)
        except DomainError as error:
            fail(explain(error))
        except DBAPIError as error:
            fail(f"数据库出错：{error.orig}")

    return wrapped
