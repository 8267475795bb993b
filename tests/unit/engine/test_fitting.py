from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from matchmaker.engine import fitting
from matchmaker.engine.postings import Postings
from matchmaker.engine.text import character_grams, normalise
from tests.unit.engine.samples import ACHIEVEMENTS, TEXTS, dense

SAMPLE = [each.text for each in ACHIEVEMENTS]


def test_weights_are_those_of_the_tfidf_transformer() -> None:
    counter = CountVectorizer(analyzer=lambda text: character_grams(normalise(text)))
    wanted = TfidfTransformer().fit_transform(counter.fit_transform(SAMPLE)).toarray()
    vocabulary, postings = fitting.fit(SAMPLE)
    ours = dense(postings, vocabulary.idf_of(np.arange(len(vocabulary))))
    assert ours.shape == wanted.shape
    # scikit-learn orders its columns by gram, singles among pairs; ours come by code.
    assert np.sort(ours, axis=1) == pytest.approx(np.sort(wanted, axis=1), abs=1e-6)
    assert ours @ ours.T == pytest.approx(wanted @ wanted.T, abs=1e-6)


@given(st.lists(TEXTS, max_size=7), st.sampled_from([1, 2]))
def test_the_size_of_the_blocks_does_not_matter(texts: list[str], block: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        whole_words, whole = fitting.fit(texts)
        patch.setattr(fitting, "BLOCK", block)
        words, postings = fitting.fit(texts)
    assert words.codes.tolist() == whole_words.codes.tolist()
    assert words.frequencies.tolist() == whole_words.frequencies.tolist()
    for mine, other in zip(arrays_of(postings), arrays_of(whole), strict=True):
        assert mine.tolist() == other.tolist()


def arrays_of(postings: Postings) -> list[NDArray[Any]]:
    return [*postings.lists, *postings.heads]


def test_no_texts_make_an_empty_index() -> None:
    vocabulary, postings = fitting.fit([])
    assert len(vocabulary) == 0
    assert postings.size == 0
