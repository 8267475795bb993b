"""A hit shows where its words stand, in the text's own spelling."""

import re

import pytest
from hypothesis import given, strategies

from matchmaker.catalog.search.snippets import LENGTH, marked, snippet
from matchmaker.catalog.search.tokens import parse

LONG = "开头说明公司情况。" * 20 + "超薄柔性玻璃经离子交换强化后弯折。" + "结尾还有许多话。" * 20


def words(parts: list[tuple[str, int | None]]) -> list[str]:
    return [text for text, number in parts if number is not None]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("超薄柔性玻璃强化", "玻璃", ["玻璃"]),
        ("ＵＴＧ玻璃强化", "utg 强化", ["ＵＴＧ", "强化"]),
        ("薄膜強化", "强化", ["強化"]),
        ("玻璃、玻璃", "玻璃", ["玻璃", "玻璃"]),
        ("无关的文字", "玻璃", []),
        ("面积5㎡的板", "m2", ["㎡"]),
    ],
)
def test_words_are_marked_as_they_are_written(text: str, query: str, expected: list[str]) -> None:
    assert words(marked(text, parse(query))) == expected


def test_a_word_carries_its_number_in_the_query() -> None:
    assert ("强化", 1) in marked("强化玻璃", parse("玻璃 强化"))
    assert ("玻璃", 0) in marked("强化玻璃", parse("玻璃 强化"))


def test_a_snippet_shows_the_place_with_most_words() -> None:
    parts = snippet(LONG, parse("玻璃 离子 弯折"))
    assert words(parts) == ["玻璃", "离子", "弯折"]
    assert parts[0] == parts[-1] == ("…", None)


def test_a_text_without_the_words_has_no_snippet() -> None:
    assert snippet(LONG, parse("陶瓷膜")) == []


@given(strategies.text(max_size=200), strategies.text(max_size=12))
def test_marking_changes_no_character(text: str, query: str) -> None:
    assert "".join(part for part, _number in marked(text, parse(query))) == text


@given(strategies.text(alphabet="玻璃强化 ㎡ＵutgＧ，。\n", max_size=400))
def test_a_snippet_is_short_and_from_the_text(text: str) -> None:
    shown = "".join(part for part, _number in snippet(text, parse("玻璃 utg"))).strip("…")
    assert len(shown) <= LENGTH
    assert shown in re.sub(r"\s+", " ", text)
