import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.text import align, character_grams, normalise, segment, word_runs


@pytest.mark.parametrize(
    ("entered", "read"),
    [
        ("ＭＥＭＳ　壓力傳感器", "mems 压力传感器"),
        ("  鋰離子電池\r\n\t正極 ", "锂离子电池 正极"),
        ("粒度≥１００／１２０，５ ㎏", "粒度≥100/120,5 kg"),
        ("零\u200b宽\x00字符\ufeff", "零 宽 字符"),
        ("皇后在後面", "皇后在后面"),
        ("半边\ud800字", "半边 字"),
        ("", ""),
    ],
)
def test_what_reads_the_same_is_spelt_the_same(entered: str, read: str) -> None:
    assert normalise(entered) == read


def test_segments_are_words_that_join_to_the_text_again() -> None:
    text = "防爆锂离子电池的研发, led 灯"
    assert "锂离子" in segment(text)
    assert "".join(segment(text)) == text


@given(st.text(max_size=60))
def test_segments_of_any_text_join_to_it_again(text: str) -> None:
    assert "".join(segment(normalise(text))) == normalise(text)


def test_grams_are_characters_and_neighbours_that_no_break_separates() -> None:
    assert character_grams("锂电池,led") == ["锂", "电", "池", "l", "e", "d", "锂电", "电池", "le", "ed"]


def test_a_text_without_letters_has_no_grams() -> None:
    assert character_grams(normalise("……！（）_")) == []
    assert word_runs(normalise("……！（）_")) == ""


def test_alignment_leads_back_to_the_text_as_entered() -> None:
    text = "５㎏ 鋰é池"
    characters, offsets = align(text)
    assert characters == "5kg 锂é池"
    assert [text[offset] for offset in offsets] == ["５", "㎏", "㎏", " ", "鋰", "é", "池"]


@given(st.text(max_size=40))
def test_alignment_of_any_text_has_an_ascending_place_for_each_character(text: str) -> None:
    characters, offsets = align(text)
    assert len(characters) == len(offsets)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


def test_alignment_copes_when_simplifying_changes_the_length(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lengthening:
        def convert(self, text: str) -> str:
            return text.replace("裡面", "里面头") if len(text) > 1 else opencc.OpenCC("t2s").convert(text)

    monkeypatch.setattr("matchmaker.engine.text._SIMPLIFY", Lengthening())
    assert align("裡面") == ("里面", [0, 1])
