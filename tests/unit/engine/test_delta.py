import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine import delta
from matchmaker.engine.delta import Delta, Fresh, Late, weights_of
from matchmaker.engine.vocabulary import Vector, Vocabulary, count
from tests.unit.engine.samples import TEXTS

EVERYONE = np.zeros(0, np.int64)


def vocabulary_of(texts: list[str]) -> Vocabulary:
    return Vocabulary(np.zeros(0, np.int64), np.zeros(0, np.int32), 3).grown([count(text) for text in texts])[0]


def grown(texts: list[str], vocabulary: Vocabulary) -> Delta:
    made = Delta.empty()
    for key, text in enumerate(texts):
        counts = count(text)
        made = made.grown(Late(key, "", counts, vocabulary.place(counts)), vocabulary)
    return made


@given(st.lists(TEXTS, max_size=7), TEXTS, st.integers(1, 3))
def test_lists_and_fresh_documents_score_alike(texts: list[str], need: str, fresh: int) -> None:
    vocabulary = vocabulary_of(texts)
    query = vocabulary.vector(need)
    wanted = [float(weights_of(vocabulary.vector(text), query.ids) @ query.weights) for text in texts]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delta, "FRESH", fresh)
        late = grown(texts, vocabulary)
    assert late.scores(query, vocabulary.idf_of(query.ids)).tolist() == pytest.approx(wanted, abs=1e-6)
    assert late.exact(query, np.arange(len(texts)), vocabulary).tolist() == pytest.approx(wanted, abs=1e-9)
    rows, scores = late.best(query, vocabulary.idf_of(query.ids), 9, 0.0, EVERYONE)
    assert dict(zip(rows.tolist(), scores.tolist(), strict=True)) == pytest.approx(
        {row: score for row, score in enumerate(wanted) if score > 0}, abs=1e-6
    )


def test_a_reader_keeps_what_it_had_when_others_are_added() -> None:
    vocabulary = vocabulary_of(["锂电池", "轴承"])
    before = grown(["锂电池"], vocabulary)
    counts = count("轴承")
    after = before.grown(Late(2, "", counts, vocabulary.place(counts)), vocabulary)
    query = vocabulary.vector("轴承")
    assert before.best(query, vocabulary.idf_of(query.ids), 5, 0.0, EVERYONE)[0].tolist() == []
    assert after.best(query, vocabulary.idf_of(query.ids), 5, 0.0, EVERYONE)[0].tolist() == [1]


def test_rows_that_are_gone_are_passed_over_in_lists_and_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delta, "FRESH", 2)
    vocabulary = vocabulary_of(["锂电池"])
    late = grown(["锂电池"] * 3, vocabulary)
    assert late.listed.postings.size == 2
    query = vocabulary.vector("锂电池")
    rows, _scores = late.best(query, vocabulary.idf_of(query.ids), 5, 0.0, np.array([0, 2]))
    assert rows.tolist() == [1]


def test_fresh_arrays_grow_with_their_content() -> None:
    fresh = Fresh(room=2)
    for size in range(9):
        fresh = fresh.with_one(size, Vector(np.array([size, size + 1]), np.array([0.5, 0.5])))
    assert fresh.ends[:9].tolist() == list(range(2, 20, 2))
    assert fresh.terms[:18:2].tolist() == list(range(9))


def test_weights_of_terms_that_do_not_occur_are_0() -> None:
    vector = Vector(np.array([2, 5]), np.array([0.6, 0.8]))
    assert weights_of(vector, np.array([-1, 2, 3, 5, 9])).tolist() == [0, 0.6, 0, 0.8, 0]
    assert weights_of(Vector.nothing(), np.array([1])).tolist() == [0]
