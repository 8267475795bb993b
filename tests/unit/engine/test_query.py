import numpy as np
import pytest

from matchmaker.engine.documents import Document
from matchmaker.engine.fitting import fit
from matchmaker.engine.query import halves, need_vector
from matchmaker.engine.salience import NO_DEMAND, Salience
from matchmaker.engine.vocabulary import term_codes


@pytest.mark.parametrize(
    ("title", "body", "shares"),
    [
        ("毛刺检测", "极片", {"title": 0.5, "body": 0.5}),
        ("毛刺检测", "", {"title": 1.0}),
        ("毛刺检测", " ……\n", {"title": 1.0}),
        ("（）", "极片", {"body": 1.0}),
        ("", "", {}),
    ],
)
def test_an_empty_half_gives_its_weight_to_the_other(title: str, body: str, shares: dict[str, float]) -> None:
    assert {half.name: half.share for half in halves(Document(1, title, body))} == shares


def against(*achievements: str) -> Salience:
    vocabulary, _ = fit(achievements)
    return Salience.against(vocabulary, NO_DEMAND, vocabulary.terms_each)


def test_a_need_is_the_mean_of_its_halves() -> None:
    salience = against("极片毛刺检测", "轴承")
    both = need_vector(Document(1, "毛刺", "极片毛刺"), salience)
    halves = [need_vector(Document(1, "", text), salience) for text in ("毛刺", "极片毛刺")]
    for identity, weight in zip(both.ids, both.weights, strict=True):
        parts = [half.weights[half.ids == identity].sum() / 2 for half in halves]
        assert weight == pytest.approx(sum(parts))


def test_a_half_is_counts_times_salience_at_length_1_with_words_that_nobody_offers() -> None:
    salience = against("极片毛刺检测", "轴承")
    vector = need_vector(Document(1, "毛刺毛宇", ""), salience)
    codes, counts = np.unique(term_codes("毛刺毛宇"), return_counts=True)
    weights = counts * salience.of(codes, salience.vocabulary.lookup(codes))
    known = np.isin(codes, salience.vocabulary.codes)
    assert known.sum() == len("毛刺") + 1
    assert vector.ids.tolist() == salience.vocabulary.lookup(codes[known]).tolist()
    assert vector.weights == pytest.approx((weights / np.linalg.norm(weights))[known])


def test_a_need_without_words_is_an_empty_vector() -> None:
    assert len(need_vector(Document(1, "", "?"), against("极片毛刺检测")).ids) == 0
