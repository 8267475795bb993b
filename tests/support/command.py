"""The command line as an operator uses it, run inside the test's process."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import structlog
from click.testing import CliRunner, Result

from matchmaker.app.command import main
from matchmaker.config import Settings


@dataclass(frozen=True)
class Command:
    """``matchmaker`` for one installation."""

    settings: Settings

    def __call__(self, *words: str, code: int = 0, **environment: str) -> Result:
        """Run it with these words; AssertionError unless it ends with ``code``."""
        places = {
            "MATCHMAKER_ENV": "testing",
            "MATCHMAKER_DATABASE_URL": self.settings.database_url,
            "MATCHMAKER_DATA_DIR": str(self.settings.data_dir),
            "MATCHMAKER_SECRET_KEY": self.settings.secret_key,
        }
        result = CliRunner().invoke(main, list(words), env=places | environment)
        # The command sets up logging onto the output that was caught, which is closed now.
        structlog.reset_defaults()
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, f"{' '.join(words)}: {result.exit_code}\n{result.output}"
        return result

    def json(self, *words: str, code: int = 0, **environment: str) -> Any:
        """Run it with ``--json`` and read the one document on its standard output."""
        return json.loads(self(*words, "--json", code=code, **environment).stdout)


@pytest.fixture
def command(settings: Settings) -> Iterator[Command]:
    """The command line of the test's installation."""
    yield Command(settings)
    structlog.reset_defaults()
