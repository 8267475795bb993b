"""The matcher, with a database and an index folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.unit.matching.support import Matcher, make_matcher


@pytest.fixture
def matcher(sessions: sessionmaker[Session], tmp_path: Path) -> Matcher:
    """Matching as jobs and commands use it."""
    return make_matcher(sessions, tmp_path / "index")
