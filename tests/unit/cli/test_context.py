import dataclasses
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from matchmaker.app.command import WIRING
from matchmaker.cli.context import Console, explain, plain_errors
from matchmaker.config import Settings
from matchmaker.core.authz import Role
from matchmaker.core.errors import Conflict, Invalid
from tests.factories.accounts import make_officer


def test_a_command_acts_as_the_platform_unless_told_otherwise(settings: Settings, session: Session) -> None:
    officer = make_officer(session)
    session.rollback()
    console = Console(settings, WIRING)
    assert console.actor().is_system
    actor = console.actor(officer.login)
    assert (actor.user_id, actor.roles) == (officer.id, frozenset({Role.OFFICER}))


def test_an_unknown_login_is_said_plainly(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        Console(settings, WIRING).actor("nobody")
    assert "没有登录名" in capsys.readouterr().err


def test_a_database_that_was_never_made_is_said_plainly(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bare = dataclasses.replace(settings, database_url=f"sqlite:///{tmp_path / 'bare.sqlite3'}")
    with pytest.raises(SystemExit), Console(bare, WIRING).session():
        pass
    assert "matchmaker db upgrade" in capsys.readouterr().err


def test_errors_are_one_line_with_their_fields(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain(Invalid(fields={"title": ["请填写名称。"]})) == "title：请填写名称。"

    @plain_errors
    def command() -> None:
        raise Conflict("刚被他人处理。")

    with pytest.raises(SystemExit):
        command()
    assert capsys.readouterr().err.strip() == "刚被他人处理。"
