"""One list of columns for filling, showing and comparing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from matchmaker.catalog.contents import COLUMNS, contents, kind_of, row_columns, row_model, snapshot
from matchmaker.catalog.models import Achievement, AchievementState, Need, NeedState, RecordKind
from tests.factories.catalog import make_achievement, make_need


def columns_of(model: type[Any]) -> set[str]:
    return set(inspect(model).columns.keys())


@pytest.mark.parametrize(("kind", "model"), [(RecordKind.NEED, Need), (RecordKind.ACHIEVEMENT, Achievement)])
def test_every_listed_column_exists(kind: RecordKind, model: type[object]) -> None:
    assert COLUMNS[kind].keys() <= columns_of(model)
    for group, columns in row_columns(kind).items():
        assert columns.keys() <= columns_of(row_model(kind, group))


def test_contents_hold_the_rows_without_their_keys(session: Session) -> None:
    said = contents(make_need(session, NeedState.DRAFT))
    assert said["indicators"] == [
        {"name": "浓缩收率", "present": "91", "target": "≥96", "unit": "%", "method": "连续三批取平均"}
    ]
    assert "state" not in said


def test_a_snapshot_can_be_stored_as_json(session: Session) -> None:
    row = make_achievement(session, AchievementState.DRAFT)
    assert kind_of(row) is RecordKind.ACHIEVEMENT
    assert json.loads(json.dumps(snapshot(row))) == snapshot(row)
