from click.testing import CliRunner

from matchmaker.app.command import COMMANDS, main


def test_every_listed_command_exists_and_says_what_it_does() -> None:
    for name in COMMANDS:
        result = CliRunner().invoke(main, [name, "--help"])
        assert result.exit_code == 0, name
        assert "Usage" in result.output


def test_an_unknown_command_is_refused() -> None:
    assert CliRunner().invoke(main, ["fly"]).exit_code == 2


def test_production_without_a_key_says_so() -> None:
    result = CliRunner().invoke(main, ["check"], env={"MATCHMAKER_ENV": "production", "MATCHMAKER_SECRET_KEY": ""})
    assert result.exit_code == 1
    assert "MATCHMAKER_SECRET_KEY" in result.output
