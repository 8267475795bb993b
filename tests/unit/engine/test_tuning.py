from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.near_miss import telling_words
from matchmaker.engine.text import normalise, word_runs
from matchmaker.engine.tuning import LARGEST, SYNONYM, TITLE_SHARE, UNTUNED, Tuning
from tests.unit.engine.samples import ACHIEVEMENTS, CHARACTERS, NEED, NEEDS, corpora

WORD = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=5).filter(lambda text: word_runs(normalise(text)))
FACTORS = st.dictionaries(WORD, st.floats(0, LARGEST), max_size=6)


@st.composite
def tunings(draw: st.DrawFn) -> Tuning:
    words = draw(st.lists(WORD, max_size=6, unique_by=normalise))
    groups = [words[i : i + 2] for i in range(0, len(words) - 1, 2)]
    return Tuning.of(draw(st.floats(0.01, 0.99)), draw(FACTORS), groups)


@given(corpora(smallest=2), NEED, tunings())
def test_under_any_tuning_parts_add_up_to_a_score_between_0_and_1(
    achievements: list[Document], need: Document, tuning: Tuning
) -> None:
    index = Index.build(achievements[1:], [need]).pinned(tuning)
    index.add(achievements[:1])
    scores = index.score_keys(need, [each.key for each in achievements])
    found = {match.key: match.score for match in index.search(need, 9)}
    for document, score in zip(achievements, scores.tolist(), strict=True):
        explanation = index.explain(need, document.key)
        total = fsum(part.weight for part in explanation.parts) + explanation.rest
        assert total == pytest.approx(score, abs=1e-6)
        assert found.get(document.key, 0.0) == pytest.approx(score, abs=1e-6)
        assert 0 <= score <= 1 + 1e-6
    telling_words(need, index)


@given(corpora(), NEED, st.lists(WORD, max_size=5))
def test_words_that_count_once_change_no_score(achievements: list[Document], need: Document, words: list[str]) -> None:
    index = Index.build(achievements)
    keys = [each.key for each in achievements]
    tuned = index.pinned(Tuning.of(factors=dict.fromkeys(words, 1.0)))
    assert tuned.score_keys(need, keys) == pytest.approx(index.score_keys(need, keys), abs=1e-12)


def best(need: Document, tuning: Tuning) -> int:
    return Index.build(ACHIEVEMENTS, NEEDS).pinned(tuning).search(need, 1)[0].key


def test_what_counts_more_decides_and_what_counts_nothing_does_not() -> None:
    need = Document(9, "轴承与传感器", "")
    assert best(need, Tuning.of(factors={"軸承": 3})) == 14
    assert best(need, Tuning.of(factors={"传感器": 3})) == 17
    index = Index.build(ACHIEVEMENTS, NEEDS).pinned(Tuning.of(factors={"轴承": 0}))
    assert index.search(Document(9, "轴承", ""), 5) == []
    assert index.explain(Document(9, "轴承", ""), 14).score == 0


def test_a_word_that_means_the_same_is_found_and_the_reader_told_what_it_stands_for() -> None:
    index = Index.build([Document(1, "蓝宝石衬底抛光", ""), Document(2, "小麦条锈病", "")])
    need = Document(9, "刚玉晶片", "刚玉与刚玉粉")
    assert index.search(need, 1) == []
    tuned = index.pinned(Tuning.of(synonyms=[["刚玉", "藍寶石", "氧化铝单晶"]]))
    assert [match.key for match in tuned.search(need, 1)] == [1]
    assert {(part.term, part.said) for part in tuned.explain(need, 1).parts} == {("蓝宝石", "刚玉")}
    assert "蓝宝石" not in telling_words(need, tuned)


def test_a_need_that_says_both_words_is_read_as_it_is() -> None:
    tuning = Tuning.of(synonyms=[["刚玉", "蓝宝石"]])
    assert tuning.meant("刚玉即蓝宝石") == {}
    assert tuning.meant("刚玉、刚玉") == {"蓝宝石": ("刚玉", 2 * SYNONYM)}
    assert Tuning.of(factors={"刚玉": 3}, synonyms=tuning.synonyms).meant("刚玉") == {"蓝宝石": ("刚玉", 3 * SYNONYM)}


def test_a_known_word_stays_in_one_piece() -> None:
    tuning = Tuning.of(factors={"导热界面材料": 1, "材料": 2, "ai": 2})
    assert tuning.cut("新型导热界面材料") == ["新型", "导热界面材料"]
    assert [("main ai芯片")[start:end] for start, end in tuning.words_in("main ai芯片")] == ["ai"]
    index = Index.build([Document(1, "导热界面材料", ""), Document(2, "小麦", "")]).pinned(tuning)
    assert [part.term for part in index.explain(Document(9, "导热界面材料", ""), 1).parts] == ["导热界面材料"]


def test_the_title_counts_as_much_as_it_is_told_to() -> None:
    need = Document(9, "轴承", "传感器")
    assert best(need, Tuning.of(title_share=0.9)) == 14
    assert best(need, Tuning.of(title_share=0.1)) == 17
    assert UNTUNED.title_share == TITLE_SHARE


@pytest.mark.parametrize(
    ("share", "factors", "synonyms"),
    [
        (0.0, {}, []),
        (1.0, {}, []),
        (0.5, {"词": -0.1}, []),
        (0.5, {"词": LARGEST + 1}, []),
        (0.5, {"词": float("nan")}, []),
        (0.5, {"，": 1.0}, []),
        (0.5, {}, [[]]),
        (0.5, {}, [["词"]]),
        (0.5, {}, [["词", "詞"]]),
        (0.5, {}, [["词", "语"], ["词", "句"]]),
    ],
)
def test_nonsense_is_refused(share: float, factors: dict[str, float], synonyms: list[list[str]]) -> None:
    with pytest.raises(ValueError, match=r"bounds|digits|group"):
        Tuning.of(share, factors, synonyms)
