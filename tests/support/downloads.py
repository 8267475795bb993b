"""Reading what the site lets people carry away."""

from __future__ import annotations

import csv
import io
from typing import Any
from urllib.parse import unquote

import docx
import openpyxl
from docx.oxml.ns import qn
from werkzeug.test import TestResponse

Row = dict[str, Any]
TEXT = qn("w:t")


def file_name(answer: TestResponse) -> str:
    """The Chinese name of a download."""
    return unquote(answer.headers["Content-Disposition"].rpartition("filename*=UTF-8''")[2])


def rows_of(answer: TestResponse) -> list[Row]:
    """The rows of an Excel or CSV list, by heading; AssertionError when it is neither."""
    assert answer.status_code == 200, f"{answer.status_code}: {answer.text[:500]}"
    head, *rows = _csv(answer) if answer.mimetype == "text/csv" else _excel(answer)
    return [dict(zip(head, row, strict=True)) for row in rows]


def _csv(answer: TestResponse) -> list[list[Any]]:
    text = answer.get_data().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def _excel(answer: TestResponse) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in sheet_of(answer).iter_rows()]


def sheet_of(answer: TestResponse) -> Any:
    """The first sheet of an Excel file; no cell of the whole book is a formula."""
    book = openpyxl.load_workbook(io.BytesIO(answer.get_data()))
    for sheet in book.worksheets:
        assert not [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.data_type in {"f", "e"}]
    return book.worksheets[0]


def document_of(answer: TestResponse) -> Any:
    """A Word file, read again."""
    assert answer.status_code == 200, f"{answer.status_code}: {answer.text[:500]}"
    return docx.Document(io.BytesIO(answer.get_data()))


def words_in(document: Any) -> str:
    """All text of a Word document in its order, tables and contents page included."""
    return "\n".join("".join(part.text or "" for part in each.iter(TEXT)) for each in document.element.body)


def headings(document: Any, level: int) -> list[str]:
    """The texts of the headings of one level."""
    return [each.text for each in document.paragraphs if each.style.name == f"Heading {level}"]
