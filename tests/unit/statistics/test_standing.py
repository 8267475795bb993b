"""Ranks, thirds, growth and pace."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from matchmaker.statistics.standing import cumulated, pace, standings


def test_equal_units_share_a_rank_and_those_with_nothing_come_last() -> None:
    rows = standings(["甲", "乙", "丙", "丁"], {"乙": 5, "丙": 5, "甲": 9}, {"甲": 6}, {"甲": 18}, None)
    assert [(row.place, row.rank) for row in rows] == [("甲", 1), ("乙", 2), ("丙", 2), ("丁", 4)]
    assert (rows[0].growth, rows[0].reached, rows[1].growth) == (0.5, 0.5, None)


def test_a_correction_is_the_difference_to_what_was_reported() -> None:
    rows = {row.place: row for row in standings(["甲"], {"甲": 7}, {}, {}, {"甲": 9, "乙": 1})}
    assert (rows["甲"].corrected, rows["乙"].corrected) == (-2, -1)


@given(st.dictionaries(st.integers(1, 12), st.integers(0, 10**15)))
def test_running_totals_never_fall_and_end_at_the_sum(months: dict[int, int]) -> None:
    told = cumulated(months, 12)
    assert told == sorted(told)
    assert told[-1] == sum(months.values())


def test_an_even_pace_ends_at_the_target() -> None:
    assert (pace(1200)[0], pace(1200)[-1]) == (100, 1200)
