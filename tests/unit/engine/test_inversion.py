import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine import inversion, lists
from matchmaker.engine.inversion import as_postings, from_counts
from matchmaker.engine.vocabulary import Vector
from tests.unit.engine.samples import dense

IDF = np.array([1.0, 2.0, 1.5])


def row(*counts: float) -> Vector:
    given_counts = np.array(counts)
    return Vector(np.flatnonzero(given_counts), given_counts[given_counts > 0])


@given(st.lists(st.tuples(*[st.integers(0, 700)] * 3), max_size=6))
def test_postings_hold_counts_times_idf_of_length_one(counts: list[tuple[int, int, int]]) -> None:
    weights = np.array(counts, dtype=float).reshape(-1, 3) * IDF
    wanted = weights / np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-300)
    assert dense(from_counts([row(*each) for each in counts], IDF), IDF) == pytest.approx(wanted, abs=1e-6)


def test_a_count_above_255_comes_in_pieces() -> None:
    terms, counts, ends = as_postings([row(1, 0, 600), row(0, 0, 0), row(0, 255, 0)])
    assert terms.tolist() == [0, 2, 2, 2, 1]
    assert counts.tolist() == [1, 255, 255, 90, 255]
    assert ends.tolist() == [4, 4, 5]


def test_the_dense_terms_are_those_of_many_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inversion, "DENSE_FROM", 1)
    heads = from_counts([row(2, 1, 0)] + [row(1, 0, 0)] * 19, IDF).heads
    assert heads.terms.tolist() == [0]
    assert heads.ends.tolist() == [2, *range(3, 22)]
    assert heads.reach.tolist() == pytest.approx([2 / np.sqrt(8), *[1] * 19])


def test_only_the_densest_terms_have_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inversion, "DENSE_FROM", 1)
    monkeypatch.setattr(inversion, "MOST_DENSE", 2)
    heads = from_counts([row(1, 1, 1), row(0, 1, 1), row(0, 0, 1)], IDF).heads
    assert heads.terms.tolist() == [1, 2]


def test_more_documents_than_rows_can_be_numbered_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inversion, "MOST_ROWS", 1)
    with pytest.raises(ValueError, match="at most 1 "):
        from_counts([row(1, 0, 0)] * 2, IDF)
    assert lists.MOST_ROWS == 2**24
