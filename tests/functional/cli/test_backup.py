"""`matchmaker backup` and `restore`: what was saved comes back, and nothing is overwritten."""

import json
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Need
from matchmaker.config import from_environment
from matchmaker.core.db import make_engine, make_sessions
from tests.factories.catalog import make_need
from tests.support.command import Command
from tests.unit.challenges.stage import make_way


@pytest.fixture
def database_url(own_database_url: str) -> str:
    return own_database_url


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copy"


@pytest.fixture
def elsewhere(empty_database_url: str, tmp_path: Path) -> Command:
    """The command line of another installation, with nothing in it yet."""
    places = {
        "MATCHMAKER_ENV": "testing",
        "MATCHMAKER_DATABASE_URL": empty_database_url,
        "MATCHMAKER_DATA_DIR": str(tmp_path / "elsewhere"),
        "MATCHMAKER_SECRET_KEY": "a key for tests that is long enough to be taken",
    }
    return Command(from_environment(places))


def test_what_was_saved_comes_back(command: Command, elsewhere: Command, session: Session, copy: Path) -> None:
    need = make_need(session)
    blob = command.settings.blob_dir / "ab" / "abcd"
    blob.parent.mkdir(parents=True)
    blob.write_bytes(b"a file of a user")
    command("audit", "anchor")
    command("backup", str(copy))
    elsewhere("restore", str(copy))
    engine = make_engine(elsewhere.settings.database_url)
    with make_sessions(engine)() as restored:
        assert list(restored.scalars(select(Need.title))) == [need.title]
    engine.dispose()
    assert (elsewhere.settings.blob_dir / "ab" / "abcd").read_bytes() == b"a file of a user"
    assert elsewhere.json("check")["ok"]
    assert elsewhere.json("audit", "verify")["ok"]


def test_a_place_that_holds_something_is_refused(command: Command, copy: Path) -> None:
    command("backup", str(copy))
    assert "不是空文件夹" in command("backup", str(copy), code=1).stderr
    assert "不能恢复" in command("restore", str(copy), code=1).stderr


def test_a_damaged_copy_is_noticed_before_anything_is_written(command: Command, elsewhere: Command, copy: Path) -> None:
    command("audit", "anchor")
    command("backup", str(copy))
    name = next(iter(json.loads((copy / "manifest.json").read_text(encoding="utf-8"))["files"]))
    with (copy / name).open("ab") as file:
        file.write(b"!")
    assert name in elsewhere("restore", str(copy), code=1).stderr
    assert "db upgrade" in elsewhere("check", code=1).stderr


def test_a_folder_that_is_no_copy_is_refused(command: Command, tmp_path: Path) -> None:
    assert "不是一份备份" in command("restore", str(tmp_path), code=1).stderr


def test_a_backup_holds_sealed_bids_and_does_not_tell_how_many(command: Command, session: Session, copy: Path) -> None:
    way = make_way(session, command.settings.data_dir).receiving()
    session.rollback()
    before = command.json("backup", str(copy / "one"))["files"]
    way.bid(0)
    way.bid(1)
    session.rollback()
    assert command.json("backup", str(copy / "two"))["files"] == before
    assert sum(path.is_file() for path in (copy / "two" / "sealed").rglob("*")) == 2
