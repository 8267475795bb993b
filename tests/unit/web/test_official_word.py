"""Word papers in the manner of official documents."""

from __future__ import annotations

import io

import docx
from docx.shared import Cm

from matchmaker.web.official_word import OfficialDocument


def test_tables_keep_their_widths_and_places_to_sign_stay_together() -> None:
    made, file = OfficialDocument("甲"), io.BytesIO()
    made.sheet(["序号", "金额"], [["1", "20.00"]], [1, 3], [1])
    made.signature("甲方", ["（盖章）", "日期"])
    made.save(file)
    read = docx.Document(file)
    [table] = read.tables
    first, second = table.rows[1].cells
    assert second.width is not None
    assert first.width is not None
    assert abs(second.width - 3 * first.width) < Cm(0.01)
    assert second.paragraphs[0].alignment is not None
    assert [line.paragraph_format.keep_with_next for line in read.paragraphs[-3:]] == [True, True, False]


def test_a_paragraph_a_line_each_indented_by_two_characters() -> None:
    made, file = OfficialDocument("甲"), io.BytesIO()
    made.paragraphs("一\n二")
    made.save(file)
    lines = docx.Document(file).paragraphs
    assert [line.text for line in lines] == ["一", "二"]
    assert {
        line.paragraph_format.first_line_indent.pt for line in lines if line.paragraph_format.first_line_indent
    } == {28.0}
