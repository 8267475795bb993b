"""The demo city, seeded once for the whole run and copied for every test that asks for it."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from matchmaker.config import Settings
from tests.support.command import Command
from tests.support.postgres import Cluster, only_one

TEMPLATE = "demo_template"


def _installation(database_url: str, data_dir: Path) -> Settings:
    return Settings(
        environment="testing",
        data_dir=data_dir,
        database_url=database_url,
        secret_key="a key for tests that is long enough to be taken",
        mail=f"file:{data_dir / 'mail'}",
        mail_from="matchmaker@localhost",
        base_url="http://127.0.0.1",
    )


def _seeded(place: Path, name: str, database_url: str) -> Path:
    """The data folder of a seeded installation, made by whichever process comes first."""
    folder = place / name
    if not (place / f"{name}.ready").exists():
        folder.mkdir()
        Command(_installation(database_url, folder))("seed", "demo")
        (place / f"{name}.ready").touch()
    return folder


def _copy(source: Path, target: Path) -> None:
    """Copy a SQLite database with what still lies in its log."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


@pytest.fixture
def demo_city(
    backend: str, request: pytest.FixtureRequest, shared_place: Path, process_name: str, tmp_path: Path
) -> Iterator[Settings]:
    """An installation of its own in which the demo city has just been seeded."""
    target = tmp_path / "city"
    lock = shared_place / f"demo-{backend}.lock"
    if backend == "sqlite":
        template = shared_place / "demo.sqlite"
        with only_one(lock):
            if not template.exists():
                shutil.copyfile(request.getfixturevalue("sqlite_template"), template)
            shutil.copytree(_seeded(shared_place, "demo-sqlite", f"sqlite:///{template}"), target)
            _copy(template, target / "matchmaker.sqlite")
        yield _installation(f"sqlite:///{target / 'matchmaker.sqlite'}", target)
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    with only_one(lock):
        if not (shared_place / "demo-postgresql.ready").exists():
            cluster.create(TEMPLATE)
        shutil.copytree(_seeded(shared_place, "demo-postgresql", cluster.url(TEMPLATE)), target)
        cluster.end_sessions(TEMPLATE)
        cluster.create(f"demo_{process_name}", template=TEMPLATE)
    yield _installation(cluster.url(f"demo_{process_name}"), target)


@pytest.fixture
def city_command(demo_city: Settings) -> Command:
    """The command line of the demo city's installation."""
    return Command(demo_city)
