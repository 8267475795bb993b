"""Fixtures that give a test its database: on SQLite and PostgreSQL alike, migrated, and its own."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from matchmaker.core import migrations
from tests.support import checkpoints
from tests.support.clean_database import CleanDatabase
from tests.support.postgres import Cluster, only_one

BACKENDS = ("sqlite", "postgresql")
PLACE = "MATCHMAKER_TEST_PLACE"
KEEPER = pytest.StashKey[subprocess.Popen[bytes]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the developer test on one database only."""
    parser.addoption("--db", choices=[*BACKENDS, "both"], default="both", help="databases to use")


def pytest_configure(config: pytest.Config) -> None:
    """Reserve, in the main process only, the place that all test processes share."""
    if not hasattr(config, "workerinput"):
        cluster, keeper = Cluster.reserve()
        os.environ[PLACE] = str(cluster.directory)
        config.stash[KEEPER] = keeper


def pytest_unconfigure(config: pytest.Config) -> None:
    """Let the keeper stop what was started."""
    keeper = config.stash.get(KEEPER, None)
    if keeper and keeper.stdin:
        keeper.stdin.close()
        keeper.wait()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test that touches a database once on each, or on one where that says as much."""
    if "backend" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--db")
        backends = list(BACKENDS) if chosen == "both" else [chosen]
        is_about_one = metafunc.definition.get_closest_marker("one_database") is not None
        metafunc.parametrize("backend", backends[:1] if is_about_one else backends)


@pytest.fixture(scope="session")
def shared_place() -> Path:
    """The directory that all test processes of this run share."""
    return Path(os.environ[PLACE])


@pytest.fixture(scope="session")
def process_name() -> str:
    """The name of this test process among its siblings."""
    return os.environ.get("PYTEST_XDIST_WORKER", "main")


@pytest.fixture(scope="session")
def sqlite_template(shared_place: Path) -> Path:
    """A migrated SQLite file, made once and never opened again."""
    template = shared_place / "template.sqlite"
    with only_one(shared_place / "sqlite.lock"):
        if not template.exists():
            growing = shared_place / "growing.sqlite"
            migrations.upgrade(f"sqlite:///{growing}")
            growing.rename(template)
    return template


@pytest.fixture(scope="session")
def cluster(shared_place: Path) -> Cluster:
    """The running PostgreSQL cluster with its migrated template."""
    cluster = Cluster(shared_place)
    cluster.start(migrations.upgrade)
    return cluster


@pytest.fixture(scope="session")
def clean_database(cluster: Cluster, process_name: str) -> Iterator[CleanDatabase]:
    """This process's PostgreSQL database."""
    database = CleanDatabase(cluster, f"test_{process_name}")
    yield database
    database.close()


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated database that no other test has touched."""
    # What was walked under patches is not what others would walk.
    may_remember = "monkeypatch" not in request.fixturenames
    if backend == "sqlite":
        file = tmp_path / "matchmaker.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        checkpoints.begin(checkpoints.SqliteFile(str(file)), may_remember=may_remember)
        return f"sqlite:///{file}"
    database: CleanDatabase = request.getfixturevalue("clean_database")
    database.restore()
    checkpoints.begin(database, may_remember=may_remember)
    return database.url


@pytest.fixture
def empty_database_url(
    backend: str, request: pytest.FixtureRequest, tmp_path: Path, process_name: str
) -> Iterator[str]:
    """The address of a database without any table, for tests of the migrations themselves."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite'}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = f"empty_{process_name}"
    cluster.create(name, template="template0")
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def own_database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path, process_name: str) -> Iterator[str]:
    """The address of a migrated database in which nothing else lies, for programs that read it whole."""
    if backend == "sqlite":
        file = tmp_path / "own.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), file)
        yield f"sqlite:///{file}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = f"own_{process_name}"
    cluster.create(name)
    yield cluster.url(name)
    cluster.drop(name)
