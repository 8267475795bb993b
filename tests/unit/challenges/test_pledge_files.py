"""Word and PDF of a contract keep every word, also rare characters, and can be compared with the record."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import chain

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from matchmaker.challenges.pledge_files import pdf_of, word_of
from matchmaker.challenges.pledge_paper import Paper, Words, paper_of
from matchmaker.core.errors import Invalid
from tests.unit.challenges.pledge_texts import RARE, text

HASH = "0123456789abcdef" * 4
CREATED = datetime(2026, 11, 26, tzinfo=UTC)


def pieces(paper: Paper) -> list[str]:
    """Every piece of text that must be readable on the paper."""
    cells = [
        cell
        for clause in paper.clauses
        for part in clause.parts
        for cell in (
            part.text.split("\n") if isinstance(part, Words) else [*part.head, *chain.from_iterable(part.rows)]
        )
    ]
    names = [line for each in paper.signatures for line in (each.label + "：" + each.name, *each.lines)]
    facts = [word for pair in paper.facts for word in pair]
    heads = [clause.heading for clause in paper.clauses]
    return [
        paper.title,
        paper.subtitle,
        paper.number_line,
        paper.hash_line,
        paper.opening,
        *facts,
        *heads,
        *cells,
        *names,
    ]


def bare(told: str) -> str:
    """Without blanks and line breaks, which a layout is free to set."""
    return re.sub(r"\s", "", told)


def by_pypdf(made: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages]


def by_pdftotext(made: bytes) -> list[str]:
    """What somebody gets who copies the text: another reader of fonts than ours."""
    read = subprocess.run(["pdftotext", "-raw", "-", "-"], input=made, stdout=subprocess.PIPE, check=True)
    return read.stdout.decode().removesuffix("\f").split("\f")


@pytest.mark.parametrize("read", [by_pypdf, by_pdftotext])
def test_the_pdf_holds_every_word_on_numbered_pages_with_the_hash_on_each(read: Callable[[bytes], list[str]]) -> None:
    paper = paper_of(text(), HASH)
    made = pdf_of(paper, created=CREATED)
    pages = [bare(page) for page in read(made)]
    whole = "".join(
        re.sub(rf"{bare(paper.number_line)}第\d+页共\d+页{bare(paper.hash_line)}", "", page) for page in pages
    )
    assert [piece for piece in pieces(paper) if bare(piece) not in whole + pages[0]] == []
    assert RARE in whole
    for place, page in enumerate(pages, 1):
        assert f"第{place}页共{len(pages)}页" in page
        assert HASH in page
    assert b"NotoSerifCJKsc" in made  # the font is inside


def test_the_same_text_gives_the_same_file() -> None:
    paper = paper_of(text(), HASH)
    assert pdf_of(paper, created=CREATED) == pdf_of(paper, created=CREATED)


def test_a_character_that_no_paper_can_show_is_named_and_not_printed_as_a_box() -> None:
    with pytest.raises(Invalid, match="😀"):
        pdf_of(paper_of(text(rewards="达标兑付😀"), HASH), created=CREATED)


def test_long_texts_and_many_rows_run_over_pages() -> None:
    rows = [
        {"position": n, "title": "节点" * 90, "due_on": "2028-06-30", "share": 3, "amount": 1} for n in range(1, 31)
    ]
    paper = paper_of(text(team_duties="按期完成任务。" * 700, milestones=rows), HASH)
    assert len(pypdf.PdfReader(io.BytesIO(pdf_of(paper, created=CREATED))).pages) > 6


def test_the_word_document_holds_every_word_with_page_fields_and_chinese_fonts() -> None:
    paper, file = paper_of(text(), HASH), io.BytesIO()
    word_of(paper).save(file)
    with zipfile.ZipFile(file) as archive:
        body, foot = (archive.read(f"word/{name}.xml").decode() for name in ("document", "footer1"))
        styles = archive.read("word/styles.xml").decode()
    plain = bare(re.sub(r"<[^>]+>", "", body)).replace("&lt;", "<").replace("&gt;", ">")
    assert [piece for piece in pieces(paper) if bare(piece) not in plain + bare(paper.hash_line)] == []
    assert RARE in plain
    assert re.findall(r"PAGE|NUMPAGES", foot) == ["PAGE", "NUMPAGES"]
    assert HASH in foot
    assert 'w:eastAsia="仿宋"' in styles
    head = docx.Document(file).tables[1].rows[0]._tr
    assert head.find(f".//{qn('w:tblHeader')}") is not None
