"""Filling: known columns only, and what follows from them follows at once."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, AchievementState
from matchmaker.catalog.services.fill_record import check_classification, fill
from tests.factories.base import MAKER
from tests.factories.catalog import make_achievement
from tests.unit.catalog.people import do


@pytest.mark.parametrize("column", ["state", "scout_id", "organization_id", "published_at"])
def test_columns_that_are_no_contents_cannot_be_filled(session: Session, column: str) -> None:
    row = make_achievement(session, AchievementState.DRAFT)
    with pytest.raises(ValueError, match=column):
        do(session, lambda s: fill(s.get_one(Achievement, row.id), {column: 1}, actor=MAKER))


def test_score_and_sort_key_follow_the_contents(session: Session) -> None:
    row = make_achievement(session, AchievementState.DRAFT)
    changed = do(
        session,
        lambda s: fill(
            s.get_one(Achievement, row.id),
            {"title": "安全阀", "indicators": [], "ip_rights": [], "field_code": row.field_code},
            actor=MAKER,
        ),
    )
    session.expire_all()
    assert changed == ["indicators", "ip_rights", "title"]
    assert row.title_key == "an1 quan2 fa2"
    assert row.quality < 60
    assert row.ip_rights == []


def test_texts_are_no_classification(session: Session) -> None:
    row = make_achievement(session, AchievementState.DRAFT)
    with pytest.raises(ValueError, match="summary"):
        check_classification(row, {"summary": "改写"})
