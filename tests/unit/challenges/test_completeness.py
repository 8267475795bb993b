"""The list beside the form asks for what the workflow's guard asks for, no more and no less."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.challenges import completeness
from matchmaker.challenges.models import Challenge
from matchmaker.challenges.services.guards import checks
from matchmaker.core.unit_of_work import transact
from tests.unit.challenges.stage import Way


@pytest.mark.parametrize("field", [field for field, _words in completeness.WANTED])
def test_each_item_is_one_the_guard_misses(way: Way, field: str) -> None:
    way.drafted()
    assert completeness.missing(way.challenge) == []
    nothing: dict[str, object] = {"indicators": [], "months": None, "funding_kind": None, "reward": None}

    def clear(inner: Session) -> list[tuple[str, bool]]:
        row = inner.get_one(Challenge, way.challenge_id)
        setattr(row, field, nothing.get(field, " "))
        assert completeness.missing(row) == [field]
        return checks(inner, row, "submit")

    [(_words, holds)] = transact(way.session, clear)
    assert not holds
