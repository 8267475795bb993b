from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from tests.factories.catalog import make_achievement, make_need
from tests.support.commands import Commands


@pytest.fixture
def published(session: Session) -> None:
    make_need(session)
    make_achievement(session)
    make_achievement(session)
    session.rollback()


def files(settings: Settings) -> list[Path]:
    return sorted(settings.index_dir.rglob("lists_low.npy"))


@pytest.mark.usefixtures("published")
def test_the_index_is_built_from_what_is_published(commands: Commands, settings: Settings) -> None:
    assert commands.json("index", "rebuild") == {"achievement": 2, "need": 1}
    assert "2 条" in commands.run("index", "rebuild").stdout
    assert len(files(settings)) == 2
    assert "完好" in commands.run("index", "verify").stdout


@pytest.mark.usefixtures("published")
def test_damage_is_found_told_and_mended(commands: Commands, settings: Settings) -> None:
    commands.run("index", "rebuild")
    file = files(settings)[0]
    content = file.read_bytes()
    file.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert "index rebuild" in commands.run("index", "verify", status=1).stderr
    assert commands.json("index", "verify", status=1)["ok"] is False
    breaches = commands.json("check", status=1)["breaches"]
    assert [breach["name"] for breach in breaches] == ["index_files"]
    commands.run("index", "rebuild")
    assert commands.json("check")["ok"] is True


def test_an_index_that_is_not_there_is_no_damage(commands: Commands) -> None:
    assert commands.json("index", "verify") == {"ok": True, "damaged": []}
