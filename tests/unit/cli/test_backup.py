import dataclasses
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from tests.factories.catalog import make_need
from tests.support.commands import Commands


@pytest.fixture
def elsewhere(settings: Settings, tmp_path: Path) -> Iterator[Settings]:
    """An installation of the same kind without a database."""
    folder = tmp_path / "elsewhere"
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        yield dataclasses.replace(settings, data_dir=folder, database_url=f"sqlite:///{folder / 'restored.sqlite3'}")
        return
    name = f"restored_{uuid.uuid4().hex[:12]}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    empty = url.set(database=name).render_as_string(hide_password=False)
    yield dataclasses.replace(settings, data_dir=folder, database_url=empty)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


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
