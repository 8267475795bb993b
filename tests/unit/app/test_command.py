"""Every command can be called, and wrong settings are told before anything happens."""

import pytest
from click.testing import CliRunner

from matchmaker.app.command import COMMANDS, main


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert name in result.output


def test_an_unknown_command_is_told() -> None:
    result = CliRunner().invoke(main, ["conquer", "keys", "1"])
    assert result.exit_code == 1
    assert result.output == "Error: 没有 conquer 这个命令，或这一版尚未提供。\n"


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"MATCHMAKER_ENV": "moon"}, "MATCHMAKER_ENV"),
        ({"MATCHMAKER_ENV": "production", "MATCHMAKER_SECRET_KEY": "short"}, "MATCHMAKER_SECRET_KEY"),
    ],
)
def test_unusable_settings_are_named(environment: dict[str, str], told: str) -> None:
    result = CliRunner().invoke(main, ["policy"], env=environment)
    assert result.exit_code == 1
    assert told in result.output
