import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.documents import Document
from matchmaker.engine.figures import Figure
from matchmaker.engine.index import Index
from matchmaker.engine.near_miss import FILLERS, MOST_WORDS, Offered, Wanted, gaps, lacking, telling_words
from tests.unit.engine.samples import ACHIEVEMENTS, NEED, NEEDS, TEXTS, corpora

INDEX = Index.build(ACHIEVEMENTS, NEEDS)
ANY = st.one_of(TEXTS, st.text(max_size=40))


def test_the_words_a_need_is_about_come_heaviest_first() -> None:
    words = telling_words(NEEDS[0], INDEX)
    assert {"低温", "放电", "冬季"} <= set(words)
    assert words.index("低温") < words.index("冬季")


def test_fillers_numbers_and_single_characters_are_no_words() -> None:
    need = Document(1, "目前要求的和3.5％", "需要提高 12 55kw 百分之七十 的 与及漆 技术方法轴承")
    assert telling_words(need, INDEX) == ["轴承"]
    assert "技术" in FILLERS


def test_a_word_that_nobody_offers_is_still_one_of_the_need() -> None:
    assert "钙钛矿" in telling_words(Document(1, "钙钛矿组件封装", ""), INDEX)
    assert telling_words(Document(1, "钙钛矿组件", ""), Index.build([])) != []


def test_what_the_text_names_in_any_spelling_is_not_lacking() -> None:
    assert lacking(["传感器", "温漂", "mems"], "ＭＥＭＳ 壓力傳感器") == ("温漂",)
    assert lacking(list("甲乙丙丁戊己"), "戊") == ("甲", "乙", "丙", "丁")


@pytest.mark.parametrize(
    ("wanted", "reached", "levels", "pilot"),
    [
        (7, 6, 1, True),
        (7, 5, 2, True),
        (7, 4, 3, False),
        (5, 3, 2, False),  # still in the laboratory: there is nothing to scale up
        (5, 4, 1, True),
        (5, 7, 0, False),
        (None, 3, 0, False),
        (7, None, 0, False),
    ],
)
def test_maturity_short_by_one_or_two_levels_may_be_piloted(
    wanted: int | None, reached: int | None, levels: int, *, pilot: bool
) -> None:
    found = gaps(Wanted(trl=wanted), Offered("", trl=reached))
    assert (found.levels, found.pilot) == (levels, pilot)


def test_a_price_counts_only_above_the_ceiling_and_where_both_are_known() -> None:
    assert gaps(Wanted(ceiling=50), Offered("", price=80)).dearer == 30
    assert gaps(Wanted(ceiling=50), Offered("", price=50)).dearer == 0
    assert gaps(Wanted(), Offered("", price=80)).dearer == 0
    assert gaps(Wanted(ceiling=0), Offered("")).dearer == 0


def test_no_gap_is_false_and_any_gap_is_true() -> None:
    assert not gaps(Wanted(["轴承"]), Offered("轴承"))
    assert gaps(Wanted(["轴承"]), Offered("齿轮")).words == ("轴承",)
    short = gaps(Wanted(figures=[Figure("收率", "≥96", "%")]), Offered("", figures=[Figure("收率", "91", "%")]))
    assert short
    assert len(short.shortfalls) == 1


@given(corpora(), NEED, ANY)
def test_no_text_crashes_it(achievements: list[Document], need: Document, text: str) -> None:
    index = Index.build(achievements)
    for each in (need, Document(1, text, need.body), Document(1, need.title, text)):
        words = telling_words(each, index)
        assert len(set(words)) == len(words)
        found = gaps(Wanted(words), Offered(text))
        assert len(found.words) <= MOST_WORDS
        assert set(found.words) <= set(words)


@pytest.mark.parametrize("text", ["锂🔋电池", "𠮷野𠮷", "\U000f0000\x00 \ud800", "", "锂离子电池" * 5_000, "İıſß㎏"])
def test_odd_texts_are_read_like_any_other(text: str) -> None:
    words = telling_words(Document(1, text, f"轴承{text}"), INDEX)
    assert not lacking(words, f"轴承{text}") or text == "İıſß㎏"
