from math import fsum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.documents import Document, Explanation
from matchmaker.engine.explain import spans
from matchmaker.engine.index import Index
from tests.unit.engine.samples import ACHIEVEMENTS, NEED, NEEDS, TEXTS, corpora

INDEX = Index.build(ACHIEVEMENTS)


def terms(explanation: Explanation) -> list[str]:
    return [part.term for part in explanation.parts]


@given(corpora(smallest=2), NEED, st.integers(0, 12))
def test_parts_and_rest_add_up_to_the_score(achievements: list[Document], need: Document, top: int) -> None:
    index = Index.build(achievements[1:])
    index.add(achievements[:1])
    for document in achievements:
        explanation = index.explain(need, document.key, top)
        total = fsum(part.weight for part in explanation.parts) + explanation.rest
        assert total == pytest.approx(explanation.score, abs=1e-9)
        assert explanation.score == pytest.approx(index.score_keys(need, [document.key])[0], abs=1e-6)
        assert len(explanation.parts) <= top
        assert explanation.rest >= -1e-9
        assert all(part.weight > 0 for part in explanation.parts)


@pytest.mark.parametrize("text", ["锂🔋电池", "𠮷野𠮷", "\U000f0000\x00 \ud800", "", "锂离子电池" * 20_000])
def test_no_text_breaks_the_sum(text: str) -> None:
    index = Index.build([*ACHIEVEMENTS, Document(99, text, text[::-1])], NEEDS)
    for need in (Document(1, text, ""), Document(1, "", text), Document(1, text, "锂电池" + text)):
        for key, explanation in zip((99, 11), index.explain_many(need, (99, 11)), strict=True):
            total = fsum(part.weight for part in explanation.parts) + explanation.rest
            assert total == pytest.approx(index.score_keys(need, [key])[0], abs=1e-6)
            assert 0 <= total <= 1 + 1e-6


ODD = ["", "🧪🧬", "龘靐齉", "的的的", "𠮷野家𠮷", "\ud800\x00\u202e", "é" * 99]
LONG = ["的" * 100_000, "锂电池正极材料，" * 12_500, "".join(chr(0x4E00 + i % 20_000) for i in range(100_000))]


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from(ODD), st.sampled_from(ODD))
def test_any_text_is_indexed_found_and_explained(title: str, body: str, odd: str, other: str) -> None:
    check_all_ways(title, body, odd, other)


@pytest.mark.parametrize("long", LONG)
def test_a_hundred_thousand_characters_are_a_text_too(long: str) -> None:
    check_all_ways("锂电池", long, long[::2], "正极")


def check_all_ways(title: str, body: str, odd: str, other: str) -> None:
    index = Index.build([Document(1, title, odd), Document(2, other, body)])
    index.add([Document(3, odd, title), Document(4, body, other)])
    need = Document(0, title + other, odd)
    for document in (*index.search(need, 9), *index.search(Document(0, body, ""), 9)):
        explanation = index.explain(need, document.key)
        total = fsum(part.weight for part in explanation.parts) + explanation.rest
        assert total == pytest.approx(explanation.score, abs=1e-6)
        assert 0 <= explanation.score <= 1 + 1e-6
    index.compact()
    assert len(index.search(need, 9)) <= 4


def test_the_parts_are_words_a_reader_finds_in_both_texts() -> None:
    explanation = INDEX.explain(NEEDS[0], 11)
    assert {"低温", "放电", "容量", "正极"} <= set(terms(explanation))
    need, achievement = NEEDS[0].text, ACHIEVEMENTS[0].text
    assert all(term in need and term in achievement for term in terms(explanation))


def test_words_carry_the_greater_part_of_a_good_match() -> None:
    explanation = INDEX.explain(NEEDS[1], 12)
    assert explanation.rest < 0.3 * explanation.score


def test_the_largest_parts_come_first() -> None:
    weights = [part.weight for part in INDEX.explain(NEEDS[0], 11).parts]
    assert weights == sorted(weights, reverse=True)


def test_each_half_of_the_need_is_told_apart() -> None:
    parts = INDEX.explain(NEEDS[1], 12).parts
    assert {part.half for part in parts if part.term == "毛刺"} == {"title", "body"}


def test_of_a_longer_word_the_shared_stretch_counts() -> None:
    index = Index.build([Document(1, "蓄电池回收", ""), Document(2, "小麦", "")])
    assert terms(index.explain(Document(9, "燃料电池", ""), 1)) == ["电池"]


def test_function_words_numbers_and_stray_letters_are_rest() -> None:
    index = Index.build([Document(1, "的 100 毫米 a 钢材", ""), Document(2, "小麦", "")])
    assert terms(index.explain(Document(9, "钢材 的 100 a", ""), 1)) == ["钢材"]


def test_a_character_that_carries_the_match_is_shown() -> None:
    index = Index.build([Document(1, "对虾养殖", ""), Document(2, "小麦", "")])
    assert terms(index.explain(Document(9, "龙虾苗", ""), 1)) == ["虾"]


def test_latin_words_count_whole_or_not_at_all() -> None:
    index = Index.build([Document(1, "led 封装", ""), Document(2, "controlled", "")])
    need = Document(9, "led 显示", "")
    assert terms(index.explain(need, 1)) == ["led"]
    index = Index.build([Document(1, "les 封装", ""), Document(2, "controlled", "")])
    assert terms(index.explain(need, 1)) == []


def test_a_document_given_instead_of_a_key_is_all_that_is_quoted() -> None:
    visible = Document(11, ACHIEVEMENTS[0].title, "")
    assert "容量" in terms(INDEX.explain(NEEDS[0], 11))
    assert "容量" not in terms(INDEX.explain(NEEDS[0], visible))


def test_several_achievements_are_explained_as_each_alone() -> None:
    keys = [11, 12, 14]
    assert list(INDEX.explain_many(NEEDS[0], keys)) == [INDEX.explain(NEEDS[0], key) for key in keys]


def test_nothing_shared_is_explained_by_nothing() -> None:
    assert INDEX.explain(Document(9, "", "？"), 11) == Explanation(0.0, (), 0.0)


def test_spans_are_places_in_the_text_as_entered() -> None:
    text = "ＬＥＤ與鋰離子電池；控制led灯，controlled"
    found = spans(text, ["锂离子", "led", "电池"])
    assert [(text[start:end], term) for start, end, term in found] == [
        ("ＬＥＤ", 1),
        ("鋰離子", 0),
        ("電池", 2),
        ("led", 1),
    ]


def test_the_longer_of_two_terms_is_marked() -> None:
    assert spans("锂离子电池", ["电池", "锂离子电池"]) == [(0, 5, 1)]


def test_a_character_that_stands_for_several_is_marked_whole() -> None:
    assert spans("重５㎏整", ["kg"]) == [(2, 3, 0)]
    assert spans("cafe\u0301 x", ["caf\u00e9"]) == [(0, 5, 0)]


def test_no_terms_mark_nothing() -> None:
    assert spans("锂离子电池", []) == []
    assert spans("锂离子电池", [""]) == []


@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_spans_ascend_and_never_overlap(text: str, wanted: list[str]) -> None:
    edges = [edge for start, end, _ in spans(text, wanted) for edge in (start, end)]
    assert edges == sorted(edges)
    assert all(text[start:end] for start, end, _ in spans(text, wanted))
