"""A query and a record are cut the same way, however they are written."""

import pytest
from hypothesis import given, strategies

from matchmaker.catalog.search.tokens import MOST_TERMS, MOST_WORDS, index_terms, parse


def found(query: str, text: str) -> bool:
    """Whether a record with ``text`` holds all that ``query`` asks for."""
    held = set(index_terms(text).split())
    return all(set(word.terms) <= held for word in parse(query).words)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("玻璃", "30微米超薄柔性玻璃强化"),
        ("性玻", "柔性玻璃"),
        ("锂离子电池", "一种锂离子电池负极"),
        ("強化玻璃", "玻璃强化工艺"),
        ("ＵＴＧ", "用于UTG的切割"),
        ("utg", "ＵＴＧ盖板"),
        ("30微米", "厚度30微米"),
        ("玻璃的强化", "强化薄玻璃"),
        ("酶", "耐热淀粉酶"),
        ("PM2.5", "PM2.5在线监测"),
        ("玻璃，强化！", "玻璃强化"),
    ],
)
def test_a_record_is_found_by(query: str, text: str) -> None:
    assert found(query, text)


@pytest.mark.parametrize(("query", "text"), [("陶瓷", "玻璃强化"), ("30", "300微米"), ("玻璃 陶瓷", "玻璃强化")])
def test_a_record_is_not_found_by(query: str, text: str) -> None:
    assert not found(query, text)


@pytest.mark.parametrize("text", ["", "   ", "，。！？", "%_*", '"', "😀"])
def test_a_query_without_letters_asks_for_nothing(text: str) -> None:
    assert not parse(text)


def test_words_that_only_join_others_are_not_asked_for() -> None:
    assert [word.text for word in parse("玻璃的强化").words] == ["玻璃", "强化"]
    assert [word.text for word in parse("的").words] == ["的"]


def test_one_word_of_two_characters_may_also_stand_apart() -> None:
    assert parse("钛酸").near == (("钛酸",), ("钛", "酸"))
    assert parse("玻璃 强化").near == (("玻璃",), ("强化",))


@given(strategies.text(max_size=300))
def test_any_text_gives_bounded_plain_terms(text: str) -> None:
    query = parse(text)
    assert len(query.words) <= MOST_WORDS
    assert len(query.near) <= MOST_TERMS >= len(query.phrase)
    terms = [term for word in query.words for term in word.terms]
    assert all(term and not set(term) & set(' "*():^-&|!<>') for term in terms)


@given(strategies.text(alphabet="玻璃强化超薄柔性电池的 微米，", min_size=1, max_size=30))
def test_a_text_is_found_by_any_piece_of_itself(text: str) -> None:
    assert found(text[len(text) // 3 :], text)
