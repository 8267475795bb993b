import pytest

from matchmaker.engine.documents import Document
from matchmaker.engine.fitting import fit
from matchmaker.engine.query import halves, need_vector


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


def test_a_need_is_the_mean_of_its_halves() -> None:
    vocabulary, _ = fit(["极片毛刺检测", "轴承"])
    need = need_vector(Document(1, "毛刺", "极片毛刺"), vocabulary)
    title, body = vocabulary.vector("毛刺"), vocabulary.vector("极片毛刺")
    for identity, weight in zip(need.ids, need.weights, strict=True):
        parts = [half.weights[half.ids == identity].sum() / 2 for half in (title, body)]
        assert weight == pytest.approx(sum(parts))


def test_a_need_without_words_is_an_empty_vector() -> None:
    vocabulary, _ = fit(["极片毛刺检测"])
    assert len(need_vector(Document(1, "", "?"), vocabulary).ids) == 0
