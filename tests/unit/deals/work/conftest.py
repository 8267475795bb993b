"""A deal that goes on, and its sides."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from matchmaker.core.unit_of_work import transact
from tests.unit.deals.conftest import Stage, stage

__all__ = ["stage"]
Do = Callable[[Callable[[Session], Any]], Any]


@pytest.fixture
def do(stage: Stage) -> Do:
    """Run a service in a transaction of its own."""
    return lambda call: transact(stage.session, call)
