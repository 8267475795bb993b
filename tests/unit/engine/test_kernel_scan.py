import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine import kernel_scan
from matchmaker.engine.lists import BLOCK, CHUNKS


@given(st.lists(st.floats(0, 1, width=32), max_size=50), st.integers(0, 8))
def test_the_kth_largest(values: list[float], k: int) -> None:
    wanted = sorted(values)[-k] if 0 < k <= len(values) else 0.0
    assert kernel_scan.kth_largest(np.array(values, dtype=np.float32), k) == np.float32(wanted)


@given(st.dictionaries(st.integers(0, 2 * BLOCK + 5), st.floats(0.125, 1, width=32), max_size=9))
def test_the_leaders_are_the_rows_that_reach_a_threshold(given_scores: dict[int, float]) -> None:
    sums = np.zeros(2 * BLOCK + 6, np.float32)
    sums[list(given_scores)] = list(given_scores.values())
    norms, peaks = np.full(len(sums), 0.5, np.float32), np.empty(3 * CHUNKS, np.float32)
    kernel_scan.chunk_peaks(sums, norms, peaks)
    assert np.sort(peaks)[-1] == sums.max() / 2
    found = kernel_scan.leaders(sums, peaks, norms, np.float32(0.25))
    assert sorted(found.tolist()) == sorted(row for row, score in given_scores.items() if score >= 0.5)
