import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.inversion import from_counts
from matchmaker.engine.postings import Postings
from matchmaker.engine.vocabulary import Vector

TERMS = 6
IDF = np.array([1.0, 1.5, 2.0, 1.0, 3.0, 1.25])
EVERYONE = np.zeros(0, np.int64)
COUNTS = st.dictionaries(st.integers(0, TERMS - 1), st.integers(1, 600)).map(
    lambda counts: Vector(
        np.array(sorted(counts), dtype=np.int64), np.array([counts[term] for term in sorted(counts)], dtype=float)
    )
)


def dense(vector: Vector) -> list[float]:
    line = np.zeros(TERMS)
    line[vector.ids] = vector.weights
    return [float(weight) for weight in line]


def weighed(vector: Vector) -> list[float]:
    line = np.array(dense(vector)) * IDF
    return [float(weight) for weight in line / max(1e-300, float(np.linalg.norm(line)))]


def postings_of(documents: list[Vector]) -> Postings:
    return from_counts(documents, IDF)


def of_length_one(vector: Vector) -> Vector:
    return Vector(vector.ids, vector.weights / max(1, float(np.linalg.norm(vector.weights))))


@given(st.lists(COUNTS, max_size=6), COUNTS.map(of_length_one))
def test_scores_are_dot_products_with_every_document(documents: list[Vector], query: Vector) -> None:
    wanted = [float(np.dot(weighed(document), dense(query))) for document in documents]
    postings = postings_of(documents)
    assert postings.scores(query, IDF[query.ids]).tolist() == pytest.approx(wanted, abs=1e-6)
    rows = np.arange(len(documents))
    assert postings.exact(query, IDF[query.ids], rows).tolist() == pytest.approx(wanted, abs=1e-6)


@given(st.lists(COUNTS, max_size=6), COUNTS.map(of_length_one), st.integers(1, 4), st.sampled_from([0.0, 0.3]))
def test_the_best_are_the_largest_dot_products(documents: list[Vector], query: Vector, k: int, floor: float) -> None:
    postings = postings_of(documents)
    scores = postings.scores(query, IDF[query.ids])
    rows, found = postings.best(query, IDF[query.ids], k, floor, EVERYONE)
    assert found.tolist() == pytest.approx(scores[rows].tolist(), abs=1e-6)
    wanted = sorted((score for score in scores.tolist() if score > 0 and score >= floor), reverse=True)[:k]
    assert sorted(found.tolist(), reverse=True)[: len(wanted)] == pytest.approx(wanted, abs=1e-6)
    assert (found > 0).all()


@given(st.lists(COUNTS, min_size=1, max_size=6), st.data())
def test_rows_that_are_gone_are_never_found(documents: list[Vector], data: st.DataObject) -> None:
    gone = np.array(sorted(data.draw(st.sets(st.integers(0, len(documents) - 1)))), dtype=np.int64)
    query = of_length_one(documents[0])
    rows, _scores = postings_of(documents).best(query, IDF[query.ids], 3, 0.0, gone)
    assert not set(rows.tolist()) & set(gone.tolist())


@given(st.lists(COUNTS, min_size=1, max_size=6))
def test_a_row_is_the_document_it_was_made_from(documents: list[Vector]) -> None:
    postings = postings_of(documents)
    found = postings.rows(np.arange(len(documents)), np.arange(-1, TERMS + 1))
    assert not found[:, [0, -1]].any()
    for row, document in zip(found[:, 1:-1] * IDF, documents, strict=True):
        assert row.tolist() == pytest.approx(weighed(document), abs=1e-6)


def test_no_documents_score_nothing() -> None:
    empty = postings_of([])
    query = Vector(np.array([3]), np.array([1.0]))
    assert empty.size == 0
    assert empty.scores(query, IDF[query.ids]).tolist() == []
    assert empty.best(query, IDF[query.ids], 3, 0.0, EVERYONE)[0].tolist() == []


def test_an_occurrence_takes_two_bytes_and_a_long_run_three() -> None:
    lists = postings_of([Vector(np.array([3, 5]), np.array([2.0, 200.0]))]).lists
    assert (lists.low.nbytes, lists.counts.tolist()) == (2 * 2 + 2, [200])
