"""A search that leaves dense terms out at first finds what a reading of everything finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

from matchmaker.engine import inversion
from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.text import character_grams, normalise
from tests.unit.engine.samples import ACHIEVEMENTS, NEED, NEEDS, corpora, reference_scores

DOCUMENTS = 9000


@pytest.fixture(scope="module")
def many() -> list[Document]:
    """Enough texts for dense terms, from the sentences of the samples."""
    draw = np.random.default_rng(5)
    parts = [part for each in ACHIEVEMENTS for part in each.text.replace("，", "。").split("。") if part]
    characters = np.array(list("".join(parts)))
    return [
        Document(key, str(draw.choice(parts)), "".join(draw.choice(characters, 12)) + "，" + str(draw.choice(parts)))
        for key in range(DOCUMENTS)
    ]


def test_recall_at_10_against_scikit_learn_is_1(many: list[Document]) -> None:
    index = Index.build(many)
    assert len(index.view.base.postings.heads.terms) > 10
    for need, scores in zip(NEEDS, reference_scores(NEEDS, many), strict=True):
        matches = index.search(need, 10)
        best = np.sort(scores)[::-1][:10]
        assert [match.score for match in matches] == pytest.approx(best.tolist(), abs=1e-6)
        assert scores[[match.key for match in matches]] == pytest.approx(best, abs=1e-6)
        # Of equal scores the lower keys, none left out.
        surely = set(np.flatnonzero(scores > best[-1] + 1e-6).tolist())
        assert surely <= {match.key for match in matches}


def test_scores_are_the_cosines_of_scikit_learn(many: list[Document]) -> None:
    counter = CountVectorizer(analyzer=lambda text: character_grams(normalise(text)))
    texts = TfidfTransformer().fit_transform(counter.fit_transform([each.text for each in many]))
    index = Index.build(many)
    wanted = (texts[77] @ texts.T).toarray()[0]
    found = index.view.scores(index.vocabulary.vector(many[77].text))
    assert found == pytest.approx(wanted, abs=2e-6)


def test_scores_of_needs_are_those_of_the_formula(many: list[Document]) -> None:
    index = Index.build(many, NEEDS)
    for need, scores in zip(NEEDS, reference_scores(NEEDS, many, NEEDS), strict=True):
        assert index.score_keys(need, range(DOCUMENTS)) == pytest.approx(scores, abs=1e-6)
        for match in index.search(need, 10):
            assert match.score == pytest.approx(scores[match.key], abs=1e-6)


@given(corpora(), NEED, st.integers(1, 3))
def test_leaving_dense_terms_out_changes_no_result(achievements: list[Document], need: Document, k: int) -> None:
    plain = Index.build(achievements).search(need, k)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(inversion, "DENSE_FROM", 1)
        split = Index.build(achievements)
    assert [match.key for match in split.search(need, k)] == [match.key for match in plain]
    assert [match.score for match in split.search(need, k)] == pytest.approx([match.score for match in plain], abs=1e-6)


def test_removed_documents_stay_out_of_a_split_search(many: list[Document]) -> None:
    index = Index.build(many)
    first = [match.key for match in index.search(NEEDS[0], 5)]
    index.remove(first)
    assert not set(first) & {match.key for match in index.search(NEEDS[0], 50)}
