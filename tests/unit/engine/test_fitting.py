import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from matchmaker.engine import fitting
from matchmaker.engine.text import character_grams, normalise
from tests.unit.engine.samples import ACHIEVEMENTS, TEXTS

SAMPLE = [each.text for each in ACHIEVEMENTS]


def test_weights_are_those_of_the_tfidf_transformer() -> None:
    counter = CountVectorizer(analyzer=lambda text: character_grams(normalise(text)))
    wanted = TfidfTransformer().fit_transform(counter.fit_transform(SAMPLE)).toarray()
    _, postings = fitting.fit(SAMPLE)
    ours = postings.matrix.toarray().T
    assert ours.shape == wanted.shape
    # scikit-learn orders its columns by gram, singles among pairs; ours come by code.
    assert np.sort(ours, axis=1) == pytest.approx(np.sort(wanted, axis=1), abs=1e-6)
    assert ours @ ours.T == pytest.approx(wanted @ wanted.T, abs=1e-6)


@given(st.lists(TEXTS, max_size=7), st.integers(1, 3))
def test_the_size_of_the_blocks_does_not_matter(texts: list[str], block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        whole_words, whole = fitting.fit(texts)
        patch.setattr(fitting, "BLOCK", block)
        words, postings = fitting.fit(texts)
    assert words.codes.tolist() == whole_words.codes.tolist()
    assert words.idf.tolist() == whole_words.idf.tolist()
    assert (postings.matrix != whole.matrix).nnz == 0


def test_no_texts_make_an_empty_index() -> None:
    vocabulary, postings = fitting.fit([])
    assert len(vocabulary) == 0
    assert postings.size == 0
