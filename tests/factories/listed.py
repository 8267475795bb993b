"""Listings that the public finds: published and indexed."""

from __future__ import annotations

from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, AchievementState, Need, NeedState
from matchmaker.catalog.search import index_record
from tests.factories.base import made
from tests.factories.catalog import make_achievement, make_need


def list_achievement(
    session: Session, state: AchievementState = AchievementState.PUBLISHED, **values: Any
) -> Achievement:
    """An achievement in ``state`` that the index knows as far as it may."""

    def build(inner: Session) -> Achievement:
        row = make_achievement(inner, state, **values)
        index_record(inner, row)
        return row

    return made(session, build)


def list_need(session: Session, state: NeedState = NeedState.PUBLISHED, **values: Any) -> Need:
    """A need in ``state`` that the index knows as far as it may."""

    def build(inner: Session) -> Need:
        row = make_need(inner, state, **values)
        index_record(inner, row)
        return row

    return made(session, build)
