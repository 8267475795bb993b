"""Versions in words."""

from collections.abc import Iterator

import pytest
from flask import Flask

from matchmaker.matching.tuning import words
from matchmaker.matching.tuning.lexicon import Counts, Lexicon
from matchmaker.matching.tuning.models import EngineTuning, Origin


@pytest.fixture(autouse=True)
def _request(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


def _row(lexicon: Lexicon, share: float = 0.5, factors: dict[str, float] | None = None) -> EngineTuning:
    return EngineTuning(id=7, origin=Origin.LEXICON, title_share=share, factors=factors or {}, **lexicon.columns)


def test_each_change_stands_on_a_line_of_its_own() -> None:
    base = _row(Lexicon({"甲": Counts.MORE, "乙": Counts.LESS}, (("一", "二"),)))
    row = _row(Lexicon({"乙": Counts.NONE, "丙": Counts.MORE}, (("三", "四"),)))
    assert words.change_lines(row, base) == [
        ("新增（多计）", "丙"),
        ("删去（多计）", "甲"),
        ("改计法", "乙（少计 → 不计）"),
        ("新增同义词组", "三＝四"),
        ("删去同义词组", "一＝二"),
    ]
    assert words.change_lines(row, row) == []


def test_what_was_learned_is_told_strongest_first() -> None:
    row = _row(Lexicon(), 0.56, {"浓缩": 1.2, "膜": 1.6, "平台": 0.6, "装置": 0.9})
    told = [
        ("通过的推荐里更常共有，因此多计", "膜、浓缩"),
        ("不通过的推荐里更常共有，因此少计", "平台、装置"),
        ("标题所占比重", "50 % → 56 %"),
    ]
    assert words.learned_lines(row) == told
    assert words.change_lines(row, None) == told


def test_nothing_learned_has_no_lines() -> None:
    assert words.learned_lines(None) == []
    assert words.learned_lines(_row(Lexicon({"甲": Counts.MORE}))) == []


def test_giving_up_what_was_learned_is_told_too() -> None:
    assert words.change_lines(_row(Lexicon()), _row(Lexicon(), 0.56)) == [("标题所占比重", "56 % → 50 %")]


def test_of_many_words_the_first_are_listed() -> None:
    assert words.listed([f"词{n}" for n in range(13)]) == "、".join(f"词{n}" for n in range(12)) + "等 13 个"


def test_versions_and_origins_have_names() -> None:
    row = _row(Lexicon())
    assert (words.version_name(row), words.version_name(3), words.version_name(None)) == (
        "第 7 版",
        "第 3 版",
        "引擎本身的算法",
    )
    assert words.origin_name(row) == "修改词库"
    row.origin = Origin.LEARNED
    assert words.origin_name(row) == "从决定中学习"
