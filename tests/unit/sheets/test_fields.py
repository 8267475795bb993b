"""Headings and choices are compared in one spelling."""

from __future__ import annotations

import pytest

from matchmaker.sheets.tables.fields import Field, Kind, bare, plain


@pytest.mark.parametrize("text", ["合同金额", " 合同 金额 ", "合同金额：", "2、合同金额", "合同金額", "＊合同金额"])
def test_one_spelling(text: str) -> None:
    assert plain(text) == "合同金额"


def test_brackets_are_left_out_unless_nothing_else_is_there() -> None:
    assert bare("合同金额（万元）") == "合同金额"
    assert bare("（合计）") == "合计"


def test_a_choice_is_known_by_code_label_and_other_words() -> None:
    choices, words = {"license": "技术许可"}, {"license": ("许可", "专利许可")}
    field = Field("kind", "类别", Kind.CHOICE, (), choices=choices, words=words)
    assert {field.codes[plain(said)] for said in ("license", "技术许可", "许可", "专利 许可")} == {"license"}
