from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from matchmaker.engine.text import character_grams, normalise
from matchmaker.engine.vocabulary import (
    Vocabulary,
    code_points,
    count_terms,
    singles_and_pairs,
    term_codes,
)


def code_of(gram: str) -> int:
    singles, pairs = singles_and_pairs(code_points(gram))
    return int(singles[0] if len(gram) == 1 else pairs[0])


def fitted(texts: list[str]) -> Vocabulary:
    counts = count_terms(texts)
    return Vocabulary.fit(counts.codes, np.bincount(counts.terms, minlength=len(counts.codes)), len(texts))


@given(st.lists(st.text(max_size=30), max_size=5))
def test_counting_by_codes_is_counting_grams(texts: list[str]) -> None:
    counts = count_terms(texts)
    for row, text in enumerate(texts):
        mine = slice(counts.starts[row], counts.starts[row + 1])
        wanted = Counter(code_of(gram) for gram in character_grams(normalise(text)))
        assert dict(zip(counts.codes[counts.terms[mine]], counts.counts[mine], strict=True)) == wanted
        assert Counter(term_codes(text).tolist()) == wanted


def test_counts_come_by_text_and_then_by_code() -> None:
    counts = count_terms(["锂电", "", "电锂电"])
    assert counts.codes.tolist() == sorted(counts.codes)
    for start, end in pairwise(counts.starts):
        assert counts.terms[start:end].tolist() == sorted(counts.terms[start:end])


def test_a_vector_is_what_scikit_learn_makes_of_the_text() -> None:
    texts = ["锂电池正极", "锂电池负极材料", "轴承故障诊断"]
    counter = CountVectorizer(analyzer=lambda text: character_grams(normalise(text)))
    transformer = TfidfTransformer().fit(counter.fit_transform(texts))
    wanted = transformer.transform(counter.transform(["轴承正极正极铜"])).toarray()[0]
    vocabulary = fitted(texts)
    vector = vocabulary.vector("轴承正极正极铜")
    for gram, column in counter.vocabulary_.items():
        identity = vocabulary.lookup(np.array([code_of(gram)]))[0]
        weight = vector.weights[vector.ids == identity].sum()
        assert weight == pytest.approx(wanted[column], abs=1e-12)


def test_words_nobody_used_are_unknown_until_admitted() -> None:
    vocabulary = fitted(["锂电池"])
    copper = np.array([code_of("铜")])
    assert vocabulary.lookup(copper).tolist() == [-1]
    vocabulary.admit("铜箔")
    identity = vocabulary.lookup(copper)
    assert vocabulary.idf_of(identity).tolist() == [np.log(2) + 1]
    assert len(vocabulary) == 5 + 3


def test_admitting_twice_changes_nothing() -> None:
    vocabulary = fitted(["锂电池"])
    vocabulary.admit("铜箔")
    before = dict(vocabulary.admitted)
    vocabulary.admit("铜箔锂")
    assert before.items() <= vocabulary.admitted.items()
    assert len(set(vocabulary.admitted.values())) == len(vocabulary.admitted)


def test_a_vocabulary_of_nothing_admits_words_with_the_idf_of_an_empty_corpus() -> None:
    vocabulary = fitted([])
    vocabulary.admit("铜箔")
    vector = vocabulary.vector("铜箔")
    assert np.linalg.norm(vector.weights) == pytest.approx(1)
    assert vocabulary.idf_of(vector.ids).tolist() == [1, 1, 1]


def test_an_unknown_term_is_as_rare_as_can_be() -> None:
    vocabulary = fitted(["锂电池", "锂矿"])
    rarity = vocabulary.rarity(np.array([code_of("锂"), code_of("铜")]))
    assert rarity.tolist() == [1, np.log(3) + 1]


def test_a_text_of_unknown_words_is_an_empty_vector() -> None:
    assert len(fitted(["锂电池"]).vector("铜箔").ids) == 0
