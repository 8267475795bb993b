"""The record carries its scout for good."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from tests.factories.accounts import make_scout
from tests.factories.catalog import make_achievement, make_need

Maker = Callable[[Session], Achievement | Need]
MAKERS: dict[type[Achievement | Need], Maker] = {Achievement: make_achievement, Need: make_need}


@pytest.mark.parametrize("model", [Achievement, Need])
@pytest.mark.parametrize("to_nobody", [0, 1])
def test_the_scout_is_set_once(session: Session, model: type[Achievement | Need], to_nobody: int) -> None:
    first, second = make_scout(session), make_scout(session)
    row = MAKERS[model](session)
    session.execute(update(model).where(model.id == row.id).values(scout_id=first.id))
    session.commit()
    with pytest.raises(DBAPIError, match="stays"):
        session.execute(update(model).where(model.id == row.id).values(scout_id=None if to_nobody else second.id))
    session.rollback()
    kept = session.scalar(text(f"SELECT scout_id FROM {model.__tablename__} WHERE id = :id"), {"id": row.id})
    assert kept == first.id
