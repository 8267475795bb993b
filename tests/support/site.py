"""Fixtures that give a test the site: settings, sessions, the application, visitors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session, sessionmaker

from matchmaker.accounts.models import User
from matchmaker.app import create_app, logs
from matchmaker.config import Settings, from_environment
from matchmaker.core.db import BEGIN_OPTION, _begin_sqlite, make_engine, make_sessions
from matchmaker.web.extensions import db
from tests.support.commands import Commands
from tests.support.page_client import PageClient

# As in production: the library's own way of showing an error draws all local variables, for seconds.
logs.configure()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings of an installation of its own, with all its files in the test's folder."""
    return from_environment(
        {
            "MATCHMAKER_ENV": "testing",
            "MATCHMAKER_DATABASE_URL": database_url,
            "MATCHMAKER_DATA_DIR": str(tmp_path / "var"),
            "MATCHMAKER_SECRET_KEY": "a key for tests that is long enough to be taken",
        }
    )


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """An engine as workers and commands use it."""
    engine = make_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    """Makes sessions, one for each actor in a race."""
    return make_sessions(engine)


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    """One session to prepare and to look with; it sees what others have committed meanwhile.

    Rows already loaded are kept as they were, as always: ``session.refresh(row)``.
    """
    engine = make_engine(database_url)
    if engine.dialect.name == "sqlite":
        event.remove(engine, "begin", _begin_sqlite)
        event.listen(engine, "begin", _begin_to_write_only)
    with make_sessions(engine)() as session:
        yield session
    engine.dispose()


def _begin_to_write_only(connection: Connection) -> None:
    """A reading transaction would go on seeing the database as it was at its first statement."""
    mode = connection.get_execution_options().get(BEGIN_OPTION)
    if mode is not None:
        connection.exec_driver_sql(f"BEGIN {mode}")


@pytest.fixture(scope="session")
def compiled_templates(shared_place: Path) -> FileSystemBytecodeCache:
    """Compiled once for the whole run: compiling takes longer than any test's own work."""
    folder = shared_place / "templates"
    folder.mkdir(exist_ok=True)
    return FileSystemBytecodeCache(str(folder))


@pytest.fixture
def app(settings: Settings, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    """The whole application on the test's database."""
    app = create_app(settings)
    app.jinja_env.bytecode_cache = compiled_templates
    yield app
    with app.app_context():
        for engine in db.engines.values():
            engine.dispose()


@pytest.fixture
def commands(settings: Settings) -> Commands:
    """The command line on the test's database."""
    return Commands(settings)


@pytest.fixture
def client(app: Flask) -> PageClient:
    """Somebody who has not signed in; ``client.sign_in(user)`` changes that."""
    return PageClient(app)


@pytest.fixture
def visitor(client: PageClient) -> PageClient:
    """The same somebody, for tests that speak of visitors."""
    return client


@pytest.fixture
def visit_as(app: Flask) -> Callable[[User | int | str], PageClient]:
    """Make further visitors, each signed in as the person with this row, id or login."""
    return lambda who: PageClient(app).sign_in(who)
