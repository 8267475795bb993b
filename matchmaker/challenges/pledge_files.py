"""军令状 as files: a Word document to be worked on, and a PDF to be printed and stamped."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib.resources import files

from matchmaker.challenges.pledge_paper import Paper, Words
from matchmaker.core.i18n import N_
from matchmaker.web.official_word import OfficialDocument
from matchmaker.web.pdf import make_pdf

PAGE_WORDS = N_("第 {page} 页 共 {pages} 页")


def pdf_of(paper: Paper, *, created: datetime) -> bytes:
    """The paper as PDF/A; Invalid for a character that the font does not have."""
    return make_pdf(_template(), paper.as_json(), created=created)


def word_of(paper: Paper) -> OfficialDocument:
    """The same as a Word document."""
    made = OfficialDocument(f"{paper.title} {paper.number}")
    made.line(paper.number_line, align="right", size=11)
    made.heading(paper.title, 0)
    made.line(paper.subtitle, align="center", size=16)
    made.line("")
    for label, value in paper.facts:
        made.line(f"{label}：{value}", bold_to=len(label) + 1)
    made.paragraphs(paper.opening)
    for clause in paper.clauses:
        made.heading(clause.heading)
        for part in clause.parts:
            if isinstance(part, Words):
                made.paragraphs(part.text)
            else:
                made.sheet(part.head, part.rows, part.widths, part.numbers)
    for each in paper.signatures:
        made.signature(f"{each.label}：{each.name}", each.lines)
    made.foot(paper.number_line, PAGE_WORDS, paper.hash_line)
    return made


@cache
def _template() -> bytes:
    return files("matchmaker.challenges").joinpath("data/pledge.typ").read_bytes()
