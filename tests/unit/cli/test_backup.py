import dataclasses
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from tests.factories.catalog import make_need
from tests.support.commands import Commands
from tests.support.postgres import Cluster


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A whole database of the test's own: what is dumped must hold nothing of the suite's."""
    if backend == "sqlite":
        shutil.copyfile(request.getfixturevalue("sqlite_template"), tmp_path / "own.sqlite3")
        yield f"sqlite:///{tmp_path / 'own.sqlite3'}"
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = f"own_{uuid.uuid4().hex[:12]}"
    cluster.create(name)
    yield cluster.url(name)
    cluster.drop(name)


@pytest.fixture
def elsewhere(settings: Settings, backend: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Settings]:
    """An installation of the same kind without tables."""
    folder = tmp_path / "elsewhere"
    if backend == "sqlite":
        yield dataclasses.replace(settings, data_dir=folder, database_url=f"sqlite:///{folder / 'restored.sqlite3'}")
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    name = f"empty_{uuid.uuid4().hex[:12]}"
    cluster.create(name, template="template0")
    yield dataclasses.replace(settings, data_dir=folder, database_url=cluster.url(name))
    cluster.drop(name)


def _blob(settings: Settings) -> Path:
    file = settings.blob_dir / "aa" / "report.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"%PDF-1.7 measured")
    return file


def test_a_backup_holds_the_database_and_the_files(
    commands: Commands, session: Session, settings: Settings, tmp_path: Path
) -> None:
    make_need(session)
    session.rollback()
    _blob(settings)
    made = commands.json("backup", str(tmp_path / "copy"))
    assert (tmp_path / "copy" / made["database"]).stat().st_size > 0
    assert (tmp_path / "copy" / "blobs" / "aa" / "report.pdf").read_bytes() == b"%PDF-1.7 measured"


def test_a_backup_does_not_write_into_a_folder_in_use(commands: Commands, tmp_path: Path) -> None:
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "other").touch()
    assert "不是空文件夹" in commands.run("backup", str(tmp_path / "used"), status=1).stderr


def test_a_restored_installation_is_whole(
    commands: Commands, session: Session, settings: Settings, elsewhere: Settings, tmp_path: Path
) -> None:
    make_need(session)
    session.rollback()
    _blob(settings)
    commands.run("backup", str(tmp_path / "copy"))
    restored = Commands(elsewhere)
    restored.run("restore", str(tmp_path / "copy"))
    assert restored.json("audit", "verify")["entries"] == commands.json("audit", "verify")["entries"]
    assert (elsewhere.blob_dir / "aa" / "report.pdf").exists()
    assert "不能恢复到这里" in restored.run("restore", str(tmp_path / "copy"), status=1).stderr


def test_a_database_in_use_is_not_restored_over(commands: Commands, tmp_path: Path) -> None:
    commands.run("backup", str(tmp_path / "copy"))
    commands.run("restore", str(tmp_path / "copy"), status=1)


def test_a_damaged_backup_is_refused(commands: Commands, elsewhere: Settings, tmp_path: Path) -> None:
    made = commands.json("backup", str(tmp_path / "copy"))
    (tmp_path / "copy" / made["database"]).write_bytes(b"damaged")
    assert "已损坏" in Commands(elsewhere).run("restore", str(tmp_path / "copy"), status=1).stderr
    assert "不是一份备份" in Commands(elsewhere).run("restore", str(tmp_path), status=1).stderr
