import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.ranking import FLOOR, LEVELS, PRECISION, best, level


@pytest.mark.parametrize(
    ("score", "name"),
    [(1.0, "strong"), (0.3, "strong"), (0.299, "fair"), (0.2, "fair"), (0.1, "weak"), (0.049, "none"), (0.0, "none")],
)
def test_scores_read_as_levels(score: float, name: str) -> None:
    assert level(score) == name


def test_every_level_says_how_sure_it_is() -> None:
    assert list(PRECISION) == [name for name, _lowest in LEVELS]
    assert all(0 <= relevant <= related <= 1 for related, relevant in PRECISION.values())


def test_what_is_below_the_floor_is_no_match_for_anyone() -> None:
    assert level(FLOOR) == "weak"


@given(st.lists(st.sampled_from([0.0, 0.1, 0.2, 0.3]), max_size=12), st.integers(0, 6), st.sampled_from([0.0, 0.2]))
def test_the_best_are_the_head_of_the_sorted_list(scores: list[float], k: int, floor: float) -> None:
    keys = list(range(len(scores), 0, -1))
    wanted = sorted((-score, key) for score, key in zip(scores, keys, strict=True) if score > 0 and score >= floor)
    found = best(np.array(scores), np.array(keys, dtype=np.int64), k, floor)
    assert [(-match.score, match.key) for match in found] == wanted[:k]


def test_rounding_never_lifts_a_score_above_one() -> None:
    assert best(np.array([1.0000001]), np.array([7]), 1)[0].score == 1.0
