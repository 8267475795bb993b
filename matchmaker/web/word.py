"""Word documents on A4 in Chinese: headings are real styles, fonts are named for Chinese and Latin apart.

Word takes the font of Chinese characters from ``w:eastAsia`` only; the styles
of the library's own template name theme fonts, which would win, so they go.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from matchmaker.core import clock
from matchmaker.web.columns import printable

TEXT_FONT, HEAD_FONT, LATIN_FONT = "宋体", "黑体", "Times New Roman"
INK = RGBColor(0x1B, 0x26, 0x2C)
HEAD_FILL = "E3EEF0"
PAGE_WIDTH, PAGE_HEIGHT = Cm(21), Cm(29.7)
TEXT_WIDTH_CM = 16.6
HEADINGS = {"Title": 26, "Heading 1": 16, "Heading 2": 12, "Heading 3": 11}
CONTENTS_STYLE = "toc 1"
RIGHT_WITH_DOTS = (WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
Facts = Sequence[tuple[str, str]]


class WordDocument:
    """A document that is written from top to bottom and then saved."""

    def __init__(self, title: str, *, size: float = 10.5) -> None:
        self._document: Any = Document()
        self._bookmarks = 0
        self._set_up(size)
        known = self._document.core_properties
        known.title, known.author, known.comments, known.language = printable(title)[:255], "", "", "zh-CN"
        known.created = known.modified = clock.now().replace(tzinfo=None)

    def _set_up(self, size: float) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = PAGE_WIDTH, PAGE_HEIGHT
        section.left_margin = section.right_margin = Cm(2.2)
        section.top_margin, section.bottom_margin = Cm(2), Cm(1.8)
        styles = self._document.styles
        set_fonts(styles["Normal"], TEXT_FONT, size)
        styles["Normal"].paragraph_format.space_after = Pt(4)
        for name, points in HEADINGS.items():
            set_fonts(styles[name], HEAD_FONT, points)
            styles[name].font.color.rgb = INK
            styles[name].font.bold = True
            styles[name].paragraph_format.space_before = Pt(6)
            styles[name].paragraph_format.space_after = Pt(4)
            for border in styles[name].element.iter(qn("w:pBdr")):
                border.getparent().remove(border)

    def heading(self, text: str, level: int = 1, *, new_page: bool = False, bookmark: str = "") -> None:
        """A heading of level 1 to 3, or the title at level 0; ``bookmark`` is what a contents page points at."""
        made = self._document.add_heading(printable(text), level)
        made.paragraph_format.page_break_before = new_page or None
        if level == 0:
            made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if bookmark:
            self._mark(made, bookmark)

    def text(self, text: str, *, centred: bool = False, size: float = 0, space_before: float = 0) -> None:
        """A paragraph; line feeds in it break lines."""
        made = self._document.add_paragraph(printable(text))
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER if centred else None
        made.paragraph_format.space_before = Pt(space_before) if space_before else None
        if size:
            for run in made.runs:
                run.font.size = Pt(size)

    def bullets(self, lines: Sequence[str]) -> None:
        """One point a line."""
        for line in lines:
            made = self._document.add_paragraph(printable(line), style="List Bullet")
            made.paragraph_format.space_after = Pt(0)

    def facts(self, facts: Facts, *, pairs: bool = False) -> None:
        """Labels and values in a table with lines; with ``pairs`` two of them on a line."""
        shown = [(label, value) for label, value in facts if value]
        if not shown:
            return
        width = 2 if pairs else 1
        lines = [shown[start : start + width] for start in range(0, len(shown), width)]
        table = self._document.add_table(rows=len(lines), cols=width * 2, style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        label_width = 2.6
        value_width = TEXT_WIDTH_CM / width - label_width
        for place, column in enumerate(table.columns):
            column.width = Cm(value_width if place % 2 else label_width)
        for row, line in zip(table.rows, lines, strict=True):
            for place, (label, value) in enumerate(line):
                _fill(row.cells[place * 2], label, label_width, is_label=True)
                _fill(row.cells[place * 2 + 1], value, value_width)
            for place in range(len(line), width):
                _fill(row.cells[place * 2], "", label_width)
                _fill(row.cells[place * 2 + 1], "", value_width)
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    def grid(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table with a head that repeats on each page."""
        table = self._document.add_table(rows=1, cols=len(head), style="Table Grid")
        width = TEXT_WIDTH_CM / len(head)
        for cell, text in zip(table.rows[0].cells, head, strict=True):
            _fill(cell, text, width, is_label=True)
        table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - no public way
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                _fill(cell, text, width)
        self._document.add_paragraph().paragraph_format.space_after = Pt(0)

    def contents(self, title: str, entries: Sequence[tuple[str, str, int]]) -> None:
        """A contents page of (heading, bookmark, page): a real field, filled in already.

        A reader's Word renews it on demand; until then it shows what stands here.
        """
        self.heading(title, 2, new_page=True)
        for number, (text, bookmark, page) in enumerate(entries):
            made = self._document.add_paragraph(style=self._contents_style())
            if number == 0:
                _field_start(made, r'TOC \o "1-1" \h \z \u')
            link = OxmlElement("w:hyperlink")
            link.set(qn("w:anchor"), bookmark)
            link.append(_run(printable(text)))
            link.append(_run("\t"))
            _field(link, f"PAGEREF {bookmark} \\h", str(page))
            made._p.append(link)  # noqa: SLF001 - the library has no internal links
            if number == len(entries) - 1:
                made._p.append(_field_mark("end"))  # noqa: SLF001 - as above

    def page_numbers(self) -> None:
        """The page's number at the foot of every page but the first."""
        section = self._document.sections[0]
        section.different_first_page_header_footer = True
        foot = section.footer.paragraphs[0]
        foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _field(foot._p, "PAGE", "2")  # noqa: SLF001 - fields have no public way

    def save(self, target: IO[bytes]) -> None:
        """Write the file."""
        self._document.save(target)

    def _contents_style(self) -> Any:
        """The style that Word gives to the entries of a contents page."""
        styles = self._document.styles
        if CONTENTS_STYLE not in styles:
            made = styles.add_style(CONTENTS_STYLE, WD_STYLE_TYPE.PARAGRAPH)
            made.base_style = styles["Normal"]
            made.paragraph_format.tab_stops.add_tab_stop(Cm(TEXT_WIDTH_CM), *RIGHT_WITH_DOTS)
        return styles[CONTENTS_STYLE]

    def _mark(self, paragraph: Any, name: str) -> None:
        self._bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(qn("w:id"), str(self._bookmarks))
        start.set(qn("w:name"), name)
        paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)  # noqa: SLF001 - no public way
        paragraph._p.append(end)  # noqa: SLF001 - no public way


def set_fonts(style: Any, chinese: str, points: float) -> None:
    """Name the fonts of a style, Chinese and Latin apart, and its size."""
    style.font.name, style.font.size = LATIN_FONT, Pt(points)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:eastAsia"), chinese)


def _fill(cell: Any, text: str, width: float, *, is_label: bool = False) -> None:
    cell.width = Cm(width)
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(1)
    run = paragraph.add_run(printable(text))
    if is_label:
        run.bold = True
        shade = OxmlElement("w:shd")
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", HEAD_FILL)):
            shade.set(qn(f"w:{name}"), value)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - the library cannot shade


def _run(text: str) -> Any:
    run = OxmlElement("w:r")
    if text == "\t":
        run.append(OxmlElement("w:tab"))
        return run
    told = OxmlElement("w:t")
    told.text = text
    told.set(qn("xml:space"), "preserve")
    run.append(told)
    return run


def _field_mark(kind: str) -> Any:
    run, mark = OxmlElement("w:r"), OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    run.append(mark)
    return run


def _instruction(code: str) -> Any:
    run, told = OxmlElement("w:r"), OxmlElement("w:instrText")
    told.set(qn("xml:space"), "preserve")
    told.text = f" {code} "
    run.append(told)
    return run


def _field_start(paragraph: Any, code: str) -> None:
    for part in (_field_mark("begin"), _instruction(code), _field_mark("separate")):
        paragraph._p.append(part)  # noqa: SLF001 - fields have no public way


def _field(parent: Any, code: str, shown: str) -> None:
    for part in (_field_mark("begin"), _instruction(code), _field_mark("separate"), _run(shown), _field_mark("end")):
        parent.append(part)


def add_field(paragraph: Any, code: str, shown: str) -> None:
    """A field such as PAGE at the end of ``paragraph``; ``shown`` stands until Word renews it."""
    _field(paragraph._p, code, shown)  # noqa: SLF001 - fields have no public way
