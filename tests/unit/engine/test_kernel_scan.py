import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine import kernel_scan
from matchmaker.engine.inversion import from_counts
from matchmaker.engine.lists import BLOCK, CHUNKS
from matchmaker.engine.postings import Postings
from matchmaker.engine.vocabulary import Vector

TERMS = 12


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


@pytest.fixture(scope="module")
def three_blocks() -> Postings:
    draw = np.random.default_rng(3)
    terms = draw.integers(0, TERMS - 3, (2 * BLOCK + 5, 1)) + np.arange(3)
    counts = draw.integers(1, 4, terms.shape).astype(np.float64)
    return from_counts([Vector(*row) for row in zip(terms, counts, strict=True)], np.linspace(1, 3, TERMS))


@pytest.mark.parametrize("k", [1, 20, 3 * CHUNKS, 3 * CHUNKS + 1, 4 * BLOCK])
def test_reading_every_list_finds_the_best_of_all_blocks(three_blocks: Postings, k: int) -> None:
    terms, weights = np.arange(0, TERMS, 5, dtype=np.int32), np.array([0.5, 0.25, 1], np.float32)
    norms, gone = three_blocks.heads.norms, np.array([3, BLOCK, BLOCK + 7, 2 * BLOCK + 1])
    found, scores = kernel_scan.search_all(three_blocks.lists, norms, terms, weights, gone, k, np.float32(0.1))
    known = three_blocks.scores(Vector(terms.astype(np.int64), weights.astype(np.float64)), np.ones(3))
    known[gone] = 0
    assert scores == pytest.approx(known[found])
    wanted = np.sort(known[known >= 0.1])[::-1][:k]
    assert np.sort(scores)[::-1][: len(wanted)] == pytest.approx(wanted, abs=1e-6)
    assert len(set(found.tolist())) == len(found) >= len(wanted)
