"""The whole of a region is the sum of its places."""

from __future__ import annotations

from matchmaker.statistics.reports.queries.monthly import Count, Month, Place


def test_sums_are_of_all_places() -> None:
    places = [Place("甲", {Count.SIGNED: 2}, {Count.SIGNED: 5}), Place("乙", {Count.SIGNED: 1}, {Count.SIGNED: 7})]
    found = Month(2026, 10, places, {})
    assert (found.count(Count.SIGNED), found.amount(Count.SIGNED), found.count(Count.LATE)) == (3, 12, 0)
