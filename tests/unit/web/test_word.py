"""Word documents: Chinese fonts that are really named, A4, real headings, whole texts."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.shared import Cm
from hypothesis import example, given
from hypothesis import strategies as st

from matchmaker.web.columns import printable
from matchmaker.web.word import WordDocument
from tests.support.downloads import headings, words_in


def saved(made: WordDocument) -> Any:
    file = io.BytesIO()
    made.save(file)
    return docx.Document(file)


def test_chinese_characters_have_a_font_of_their_own_in_every_style() -> None:
    made = WordDocument("题名")
    read = saved(made)
    for name, font in (("Normal", "宋体"), ("Title", "黑体"), ("Heading 1", "黑体"), ("Heading 2", "黑体")):
        fonts = read.styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font, name
        assert not [each for each in fonts.attrib if each.endswith("Theme")], name


def test_the_page_is_a4_and_says_nothing_of_the_program() -> None:
    read = saved(WordDocument("题名"))
    section, known = read.sections[0], read.core_properties
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    assert (known.title, known.author, known.comments, known.language) == ("题名", "", "", "zh-CN")


def test_headings_are_styles_and_begin_pages_where_asked() -> None:
    made = WordDocument("题名")
    made.heading("第一章", 1)
    made.heading("第二章", 1, new_page=True)
    read = saved(made)
    assert headings(read, 1) == ["第一章", "第二章"]
    assert [each.paragraph_format.page_break_before for each in read.paragraphs] == [None, True]


def test_the_contents_page_is_a_field_that_points_at_the_headings() -> None:
    made = WordDocument("题名")
    entries = [(f"项目{number}", f"project_{number}", number + 2) for number in range(1, 4)]
    made.contents("目录", entries)
    for text, mark, _page in entries:
        made.heading(text, 1, new_page=True, bookmark=mark)
    body = saved(made).element.body
    codes = [each.text.strip() for each in body.iter(qn("w:instrText"))]
    assert codes == [r"TOC \o " + '"1-1"' + r" \h \z \u", *(rf"PAGEREF {mark} \h" for _text, mark, _page in entries)]
    marks = {each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))}
    links = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))}
    assert marks == links == {mark for _text, mark, _page in entries}
    kinds = [each.get(qn("w:fldCharType")) for each in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 4
    assert "项目1" in words_in(saved(made))


def test_facts_stand_in_a_table_as_wide_as_the_text_and_empty_ones_are_left_out() -> None:
    made = WordDocument("题名")
    made.facts([("单位", "甲"), ("电话", ""), ("地区", "乙"), ("领域", "丙")], pairs=True)
    [table] = saved(made).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["单位", "甲", "地区", "乙"],
        ["领域", "丙", "", ""],
    ]
    assert sum(column.width for column in table.columns) <= Cm(16.7)
    made.facts([("无", "")])
    assert len(saved(made).tables) == 1


def test_pages_are_numbered_but_the_first() -> None:
    made = WordDocument("题名")
    made.page_numbers()
    section = saved(made).sections[0]
    assert section.different_first_page_header_footer
    assert [each.text.strip() for each in section.footer._element.iter(qn("w:instrText"))] == ["PAGE"]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=4))
@example(["=1+1", "\x00\x0b\ufffe", "甲\t乙\n丙", "<w:t>&amp;"])
def test_any_text_stays_whole(texts: list[str]) -> None:
    made = WordDocument(texts[0])
    for text in texts:
        made.text(text)
        made.facts([("标签", text)])
        made.bullets([text])
    read = saved(made)
    told = [each.text for each in read.paragraphs if each.style.name == "List Bullet"]
    assert told == [printable(text) for text in texts]
