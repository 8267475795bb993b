"""News come in the morning, and always later."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.catalog.models import Rhythm
from matchmaker.catalog.rhythm import next_due

WEDNESDAY_MORNING = datetime(2026, 3, 4, 0, 0, tzinfo=UTC)  # 8:00 in China


@pytest.mark.parametrize(
    ("rhythm", "after", "due"),
    [
        (Rhythm.DAILY, WEDNESDAY_MORNING - timedelta(seconds=1), WEDNESDAY_MORNING),
        (Rhythm.DAILY, WEDNESDAY_MORNING, WEDNESDAY_MORNING + timedelta(days=1)),
        (Rhythm.WEEKLY, WEDNESDAY_MORNING, WEDNESDAY_MORNING + timedelta(days=5)),
        (Rhythm.WEEKLY, WEDNESDAY_MORNING + timedelta(days=5), WEDNESDAY_MORNING + timedelta(days=12)),
        (Rhythm.NEVER, WEDNESDAY_MORNING, None),
    ],
)
def test_the_next_morning(rhythm: Rhythm, after: datetime, due: datetime | None) -> None:
    assert next_due(rhythm, after) == due


@given(st.sampled_from([Rhythm.DAILY, Rhythm.WEEKLY]), st.integers(0, 10**9))
def test_it_is_never_past_nor_further_away_than_the_rhythm(rhythm: Rhythm, seconds: int) -> None:
    after = WEDNESDAY_MORNING + timedelta(seconds=seconds)
    due = next_due(rhythm, after)
    assert due is not None
    assert timedelta() < due - after <= timedelta(days=1 if rhythm is Rhythm.DAILY else 7)
