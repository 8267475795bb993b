"""Tables as files that a spreadsheet opens: CSV in UTF-8 with its mark, and no cell that computes.

A spreadsheet takes a cell that begins with ``=`` or one of its like for a
formula, whoever wrote it. Such text gets an apostrophe in front, which
spreadsheets show as text. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

MARK = "\ufeff"  # by which Excel knows UTF-8
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Cell = str | int | float | None


def safe_cell(value: Cell) -> str | int | float:
    """``value`` as it may stand in a spreadsheet; empty for None."""
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A head and its rows as CSV after RFC 4180, with the mark in front."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    for row in (head, *rows):
        writer.writerow([safe_cell(value) for value in row])
    return MARK + written.getvalue()


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """The table as a download; ``name`` is the file's, of ASCII letters and without its ending."""
    answer = Response(csv_text(head, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
