"""The interval and the quartiles, held to published values and to what must be true of any numbers."""

from random import Random
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.matching.statistics import Share, Spread, spread, wilson

COUNTS = st.integers(1, 5000).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))
DAYS = st.lists(st.integers(0, 1000), min_size=1, max_size=60)


# R. G. Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in
# Medicine 17 (1998), 857-872, table I, the score method without continuity correction.
@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_the_interval_is_the_published_one(part: int, whole: int, low: float, high: float) -> None:
    found = wilson(part, whole)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(COUNTS)
def test_the_share_lies_in_its_interval_and_the_interval_among_shares(counts: tuple[int, int]) -> None:
    part, whole = counts
    found = wilson(part, whole)
    assert 0 <= found.low <= part / whole <= found.high <= 1
    assert found.low < found.high


@given(COUNTS)
def test_counting_the_others_mirrors_the_interval(counts: tuple[int, int]) -> None:
    part, whole = counts
    found, mirrored = wilson(part, whole), wilson(whole - part, whole)
    assert (mirrored.low, mirrored.high) == pytest.approx((1 - found.high, 1 - found.low))


@given(COUNTS, st.integers(2, 50))
def test_more_decisions_of_the_same_share_narrow_it(counts: tuple[int, int], times: int) -> None:
    part, whole = counts
    few, many = wilson(part, whole), wilson(part * times, whole * times)
    assert many.high - many.low < few.high - few.low


@given(COUNTS)
def test_more_confidence_widens_it(counts: tuple[int, int]) -> None:
    usual, surer = wilson(*counts), wilson(*counts, confidence=0.99)
    assert surer.low <= usual.low
    assert usual.high <= surer.high


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (2, 1), (-1, 4)])
def test_what_is_no_share_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson(part, whole)


def test_nothing_of_nothing_is_no_share_and_not_zero() -> None:
    assert (Share(0, 0).value, Share(0, 0).interval) == (None, None)
    assert Share(0, 4).value == 0
    assert Share(3, 4).interval == wilson(3, 4)


def test_no_values_have_no_middle() -> None:
    assert spread([]) is None


def test_quartiles_are_interpolated() -> None:
    assert spread([1, 2, 3, 4]) == Spread(4, 1.75, 2.5, 3.25)
    assert spread([7]) == Spread(1, 7.0, 7.0, 7.0)


@given(DAYS)
def test_quartiles_stand_in_order_within_the_values(days: list[int]) -> None:
    found = spread(days)
    assert found is not None
    assert min(days) <= found.lower <= found.median <= found.upper <= max(days)
    assert (found.count, found.median) == (len(days), median(days))


@given(DAYS, st.integers(1, 400), st.randoms())
def test_quartiles_follow_the_values_whatever_their_order(days: list[int], later: int, random: Random) -> None:
    mixed = [day + later for day in days]
    random.shuffle(mixed)
    before, after = spread(days), spread(mixed)
    assert before is not None
    assert after is not None
    assert (after.lower, after.median, after.upper) == (
        before.lower + later,
        before.median + later,
        before.upper + later,
    )
