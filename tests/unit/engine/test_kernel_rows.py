import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine import kernel_rows

SIDE_BY_SIDE = st.lists(st.sets(st.integers(0, 6)).map(sorted), max_size=6)


@given(SIDE_BY_SIDE, st.sets(st.integers(0, 7)).map(sorted))
def test_documents_side_by_side_are_scored_by_what_they_share(documents: list[list[int]], query: list[int]) -> None:
    ends = np.cumsum([len(each) for each in documents], dtype=np.int64)
    terms = np.array([term for each in documents for term in each], dtype=np.int32)
    scores = np.zeros(len(documents))
    kernel_rows.fresh_scores(
        terms, np.full(len(terms), 0.5, np.float32), ends, np.array(query, np.int64), np.ones(len(query)), scores
    )
    assert scores.tolist() == [len(set(each) & set(query)) / 2 for each in documents]
