"""A city in which a challenge can be walked through."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.config import Settings
from tests.unit.challenges.stage import Way, make_way


@pytest.fixture
def way(session: Session, settings: Settings) -> Way:
    """Everybody, before anything happened."""
    return make_way(session, settings.data_dir)
