"""Running ``matchmaker`` in the test's own installation."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from click.testing import CliRunner, Result

from matchmaker.app.command import main
from matchmaker.config import Settings


@dataclass(frozen=True)
class Commands:
    """The command line of one installation."""

    settings: Settings

    def run(self, *words: str, status: int = 0) -> Result:
        """Run a command; AssertionError for another exit code than the one expected."""
        environ = {
            "MATCHMAKER_ENV": self.settings.environment,
            "MATCHMAKER_DATABASE_URL": self.settings.database_url,
            "MATCHMAKER_DATA_DIR": str(self.settings.data_dir),
            "MATCHMAKER_SECRET_KEY": self.settings.secret_key,
        }
        result = CliRunner().invoke(main, list(words), env=environ)
        assert result.exit_code == status, f"{result.output}\n{result.stderr}\n{result.exception!r}"
        return result

    def json(self, *words: str, status: int = 0) -> Any:
        """What a command with ``--json`` prints on stdout."""
        return json.loads(self.run(*words, "--json", status=status).stdout)
