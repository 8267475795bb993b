import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.postings import Postings
from matchmaker.engine.vocabulary import Vector

TERMS = 6
VECTORS = st.dictionaries(st.integers(0, TERMS - 1), st.sampled_from([0.25, 0.5, 0.75])).map(
    lambda weights: Vector(
        np.array(sorted(weights), dtype=np.int64), np.array([weights[term] for term in sorted(weights)], dtype=float)
    )
)


def dense(vector: Vector) -> list[float]:
    line = np.zeros(TERMS)
    line[vector.ids] = vector.weights
    return [float(weight) for weight in line]


@given(st.lists(VECTORS, max_size=6), VECTORS)
def test_scores_are_dot_products_with_every_document(documents: list[Vector], query: Vector) -> None:
    wanted = [float(np.dot(dense(document), dense(query))) for document in documents]
    assert Postings.from_vectors(documents).scores(query).tolist() == wanted


@given(st.lists(VECTORS, min_size=1, max_size=6))
def test_a_row_is_the_document_it_was_made_from(documents: list[Vector]) -> None:
    postings = Postings.from_vectors(documents)
    for row, document in enumerate(documents):
        assert postings.row(row, np.arange(-1, TERMS)).tolist() == [0.0, *dense(document)]


def test_no_documents_score_nothing() -> None:
    empty = Postings.from_vectors([])
    assert empty.size == 0
    assert empty.scores(Vector(np.array([3]), np.array([1.0]))).tolist() == []


def test_a_posting_takes_eight_bytes() -> None:
    matrix = Postings.from_vectors([Vector(np.array([3, 5]), np.array([0.5, 0.5]))]).matrix
    assert (matrix.indices.itemsize, matrix.data.itemsize) == (4, 4)
