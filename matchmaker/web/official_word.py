"""Word papers in the manner of official documents (GB/T 9704): 仿宋 text, 黑体 headings, a foot with the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from matchmaker.web.columns import printable
from matchmaker.web.word import HEAD_FONT, LATIN_FONT, WordDocument, add_field, set_fonts

BODY_FONT = "仿宋"
BODY_SIZE, TABLE_SIZE, FOOT_SIZE = 14, 11, 8.5
MARGINS = {"top_margin": 3.2, "bottom_margin": 3.0, "left_margin": 2.8, "right_margin": 2.6}
WIDTH_CM = 15.6
BLACK = RGBColor(0, 0, 0)


class OfficialDocument(WordDocument):
    """A document with numbered clauses, tables, and the same lines at the foot of every page."""

    def __init__(self, title: str) -> None:
        super().__init__(title, size=BODY_SIZE)
        styles, section = self._document.styles, self._document.sections[0]
        set_fonts(styles["Normal"], BODY_FONT, BODY_SIZE)
        styles["Normal"].paragraph_format.space_after = Pt(0)
        styles["Normal"].paragraph_format.line_spacing = 1.4
        for name, size in (("Title", 22), ("Heading 1", BODY_SIZE)):
            set_fonts(styles[name], HEAD_FONT, size)
            styles[name].font.color.rgb, styles[name].font.bold = BLACK, False
        styles["Title"].paragraph_format.space_before = Pt(28)
        for language in styles.element.iter(qn("w:lang")):
            language.set(qn("w:eastAsia"), "zh-CN")  # else signs get the shapes of another country
        for name, centimetres in MARGINS.items():
            setattr(section, name, Cm(centimetres))

    def line(self, text: str, *, align: str = "left", size: float = BODY_SIZE, bold_to: int = 0) -> None:
        """A line without indent; its first ``bold_to`` characters are a label."""
        made = self._document.add_paragraph()
        made.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
        shown = printable(text)
        for part, is_label in ((shown[:bold_to], True), (shown[bold_to:], False)):
            if part:
                run = made.add_run(part)
                run.bold, run.font.size = is_label, Pt(size)

    def paragraphs(self, text: str) -> None:
        """Indented paragraphs, one for each line of ``text``."""
        for line in printable(text).split("\n"):
            made = self._document.add_paragraph(line)
            made.paragraph_format.first_line_indent = Pt(2 * BODY_SIZE)

    def sheet(
        self, head: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], numbers: Sequence[int]
    ) -> None:
        """A table whose head repeats on each page; ``widths`` are relative, ``numbers`` columns stand to the right."""
        table = self._document.add_table(rows=0, cols=len(head), style="Table Grid")
        table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
        shares = [Cm(WIDTH_CM * width / sum(widths)) for width in widths]
        for column, width in zip(table.columns, shares, strict=True):
            column.width = width
        for place, row in enumerate([head, *rows]):
            made = table.add_row()
            _never_split(made, is_head=place == 0)
            for column, (cell, text) in enumerate(zip(made.cells, row, strict=True)):
                cell.width = shares[column]
                self._fill(cell, text, is_head=place == 0, is_number=column in numbers)

    def signature(self, title: str, lines: Sequence[str]) -> None:
        """A place to sign and stamp that stays on one page."""
        for place, text in enumerate([title, *lines]):
            made = self._document.add_paragraph()
            made.paragraph_format.keep_with_next = place < len(lines)
            made.paragraph_format.space_before = Pt(28 if place == 0 else 4)
            made.add_run(printable(text)).bold = place == 0

    def foot(self, left: str, page: str, last: str) -> None:
        """On every page ``left`` and the page's number, beneath them ``last``.

        ``page`` has {page} and {pages} where the numbers stand.
        """
        footer = self._document.sections[0].footer
        first = footer.paragraphs[0]
        first.style = self._document.styles["Normal"]  # the foot's own has stops for tabs that are in the way
        first.paragraph_format.tab_stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT)
        first.add_run(f"{printable(left)}\t")
        before, _mark, rest = page.partition("{page}")
        between, _mark, after = rest.partition("{pages}")
        for text, code in ((before, "PAGE"), (between, "NUMPAGES"), (after, "")):
            first.add_run(text)
            if code:
                add_field(first, code, "1")
        second = footer.add_paragraph(printable(last), style="Normal")
        for paragraph in (first, second):
            paragraph.paragraph_format.line_spacing = 1.0
            for run in paragraph._p.iter(qn("w:r")):  # noqa: SLF001 - runs inside fields are no paragraph's runs
                _set_size(run, FOOT_SIZE)

    def _fill(self, cell: Any, text: str, *, is_head: bool, is_number: bool) -> None:
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.line_spacing = 1.1
        paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(3)
        if is_head or is_number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER if is_head else WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run(printable(text))
        run.bold, run.font.size, run.font.name = is_head, Pt(TABLE_SIZE), LATIN_FONT


def _never_split(row: Any, *, is_head: bool) -> None:
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - the library has no public way
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _set_size(run: Any, points: float) -> None:
    properties = run.get_or_add_rPr()
    for name in ("w:sz", "w:szCs"):
        size = OxmlElement(name)
        size.set(qn("w:val"), str(int(points * 2)))
        properties.append(size)
