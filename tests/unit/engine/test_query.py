import numpy as np
import pytest

from matchmaker.engine.documents import Document
from matchmaker.engine.fitting import fit
from matchmaker.engine.query import halves, need_vector
from matchmaker.engine.salience import NO_DEMAND, Salience
from matchmaker.engine.vocabulary import LAST_SINGLE, term_codes


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
    vocabulary, postings = fit(achievements)
    return Salience.against(vocabulary, NO_DEMAND, postings.terms_each)


def test_a_need_is_the_mean_of_its_halves() -> None:
    salience = against("极片毛刺检测", "轴承")
    both = need_vector(Document(1, "毛刺", "极片毛刺"), salience)
    halves = [need_vector(Document(1, "", text), salience) for text in ("毛刺", "极片毛刺")]
    for identity, weight in zip(both.ids, both.weights, strict=True):
        parts = [half.weights[half.ids == identity].sum() / 2 for half in halves]
        assert weight == pytest.approx(sum(parts))


def test_a_half_is_counts_times_salience_at_length_1() -> None:
    salience = against("极片毛刺检测", "轴承")
    vector = need_vector(Document(1, "毛刺毛宇", ""), salience)
    codes = np.array([ord("刺"), ord("毛"), *pair_codes("毛刺")])
    weights = np.array([1, 2, 1]) * salience.of(codes)
    assert vector.ids.tolist() == salience.vocabulary.lookup(codes).tolist()
    assert vector.weights == pytest.approx(weights / np.linalg.norm(weights))


def pair_codes(text: str) -> list[int]:
    return [code for code in term_codes(text).tolist() if code > LAST_SINGLE]


def test_a_need_without_words_is_an_empty_vector() -> None:
    assert len(need_vector(Document(1, "", "?"), against("极片毛刺检测")).ids) == 0
