import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.engine.differences import Piece, common_share, differences, marked
from matchmaker.engine.text import normalise

TEXTS = st.text(st.sampled_from("锂鋰电電池 膜\n，。ＡaA１1㎏½é\u0301\u200b"), max_size=30)


def _kinds(left: str, right: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.left or piece.right) for piece in differences(left, right)]


def test_other_words_are_told_apart_and_common_ones_kept_whole() -> None:
    assert _kinds("超薄柔性玻璃的化学强化技术", "超薄柔性玻璃化学强化工艺") == [
        ("same", "超薄柔性玻璃"),
        ("left", "的"),
        ("same", "化学强化"),
        ("left", "技术"),
        ("right", "工艺"),
    ]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("鋰電池極片毛刺檢測", "锂电池极片毛刺检测"),
        ("每天10㎏料，用ＭＥＭＳ", "每天10kg料，用mems"),
        ("甲\n乙", "甲 乙"),
    ],
)
def test_another_spelling_is_no_difference_and_each_side_keeps_its_own(left: str, right: str) -> None:
    assert differences(left, right) == [Piece("same", left, right)]


def test_words_that_stand_elsewhere_are_no_words_that_are_missing() -> None:
    pieces = differences("两步离子交换强化工艺", "离子交换两步强化技术")
    assert [piece.left or piece.right for piece in pieces if piece.kind == "moved"] == ["离子交换"] * 2
    assert marked(pieces, "left") == [("两步离子交换强化", False), ("工艺", True)]
    assert marked(pieces, "right") == [("离子交换两步强化", False), ("技术", True)]


def test_punctuation_alone_is_no_difference() -> None:
    assert marked(differences("膜（浓缩）", "膜浓缩"), "left") == [("膜（浓缩）", False)]


def test_a_word_said_twice_here_and_once_there_is_missing_once() -> None:
    assert marked(differences("薄膜薄膜", "薄膜"), "left") == [("薄膜", False), ("薄膜", True)]


def test_texts_without_a_common_word_are_two_pieces() -> None:
    assert _kinds("陶瓷膜", "轴承") == [("left", "陶瓷膜"), ("right", "轴承")]
    assert _kinds("", "轴承") == [("right", "轴承")]
    assert differences("", "") == []


@given(TEXTS, TEXTS)
def test_the_pieces_give_both_texts_again(left: str, right: str) -> None:
    pieces = differences(left, right)
    assert "".join(piece.left for piece in pieces) == left
    assert "".join(piece.right for piece in pieces) == right
    assert all(normalise(each.left) == normalise(each.right) for each in pieces if each.kind == "same")
    assert "".join(text for text, _differs in marked(pieces, "left")) == left


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert differences(text, text) == ([Piece("same", text, text)] if text else [])


def test_the_common_share_counts_letters_not_punctuation() -> None:
    assert common_share(differences("膜，浓缩", "膜。浓缩")) == pytest.approx(1)
    assert common_share(differences("陶瓷膜", "轴承")) == 0
    assert common_share([]) == 1
    assert common_share([Piece("same", "甲", "甲"), Piece("left", "乙丙", "")]) == pytest.approx(0.5)
