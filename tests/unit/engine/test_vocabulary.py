from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from matchmaker.engine.text import character_grams, normalise
from matchmaker.engine.vocabulary import (
    Vocabulary,
    code_points,
    count,
    singles_and_pairs,
    term_codes,
)


def code_of(gram: str) -> int:
    singles, pairs = singles_and_pairs(code_points(gram))
    return int(singles[0] if len(gram) == 1 else pairs[0])


def fitted(texts: list[str]) -> Vocabulary:
    counts = [count(text).codes for text in texts]
    codes, frequencies = np.unique(np.concatenate([np.zeros(0, np.int64), *counts]), return_counts=True)
    return Vocabulary(codes, frequencies.astype(np.int32), len(texts))


def grown(vocabulary: Vocabulary, text: str) -> Vocabulary:
    after, placed = vocabulary.grown([count(text)])
    assert [each.ids.tolist() for each in placed] == [after.place(count(text)).ids.tolist()]
    return after


@given(st.text(max_size=30))
def test_counting_by_codes_is_counting_grams(text: str) -> None:
    counts = count(text)
    wanted = Counter(code_of(gram) for gram in character_grams(normalise(text)))
    assert dict(zip(counts.codes.tolist(), counts.counts.tolist(), strict=True)) == wanted
    assert Counter(term_codes(text).tolist()) == wanted


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
    before = fitted(["锂电池"])
    copper = np.array([code_of("铜")])
    assert before.lookup(copper).tolist() == [-1]
    after = grown(before, "铜箔")
    assert after.idf_of(after.lookup(copper)).tolist() == [np.log(2) + 1]
    assert len(after) == 5 + 3


def test_a_reader_keeps_the_words_it_began_with() -> None:
    before = fitted(["锂电池"])
    after = grown(before, "铜箔")
    assert before.lookup(np.array([code_of("铜")])).tolist() == [-1]
    assert len(before) == 5
    assert before.vector("铜箔锂").ids.tolist() == before.vector("锂").ids.tolist()
    assert len(grown(after, "银浆")) == 5 + 3 + 3


def test_admitting_twice_changes_nothing() -> None:
    once = grown(fitted(["锂电池"]), "铜箔")
    twice = grown(once, "铜箔锂")
    codes = count("铜箔").codes
    assert twice.lookup(codes).tolist() == once.lookup(codes).tolist()
    assert len(set(twice.admitted.values())) == len(twice.admitted)


def test_what_a_failed_writer_admitted_does_not_count() -> None:
    vocabulary = fitted(["锂电池"])
    grown(vocabulary, "铜箔")
    again = grown(vocabulary, "银浆铜")
    ids = again.lookup(count("银浆铜").codes)
    assert sorted(ids.tolist()) == list(range(5, 10))


def test_a_vocabulary_of_nothing_admits_words_with_the_idf_of_an_empty_corpus() -> None:
    vocabulary = grown(fitted([]), "铜箔")
    vector = vocabulary.vector("铜箔")
    assert np.linalg.norm(vector.weights) == pytest.approx(1)
    assert vocabulary.idf_of(vector.ids).tolist() == [1, 1, 1]


def test_an_unknown_term_is_as_rare_as_can_be() -> None:
    vocabulary = fitted(["锂电池", "锂矿"])
    rarity = vocabulary.rarity(np.array([code_of("锂"), code_of("铜")]))
    assert rarity.tolist() == [1, np.log(3) + 1]


def test_terms_each_counts_a_term_once_a_text_however_long_its_run() -> None:
    assert fitted(["电 " * 700, "锂电", ""]).terms_each == pytest.approx(4 / 3)
    assert fitted([]).terms_each == 0


def test_terms_that_no_fitted_text_has_occur_in_none() -> None:
    after = grown(fitted(["锂电池", "锂矿"]), "铜")
    codes = np.array([code_of("锂"), code_of("铜"), code_of("银")])
    assert after.frequency_of(after.lookup(codes)).tolist() == [2, 0, 0]


def test_a_text_of_unknown_words_is_an_empty_vector() -> None:
    assert len(fitted(["锂电池"]).vector("铜箔").ids) == 0
