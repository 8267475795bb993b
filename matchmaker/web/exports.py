"""Lists as files that a spreadsheet opens, exactly as filtered on their page.

A list declares its columns (``web.columns``) and its view passes rows here.
The file is finished before anything is sent, so that a failure is an error
page and never a file that only looks whole; reading ends before the answer,
so that a slow line holds no database. What is not for everybody is noted in
the audit: who, which list, by which filters, how many rows.

A spreadsheet takes a cell that begins with ``=`` or one of its like for a
formula, whoever wrote it. In CSV such text gets an apostrophe in front, which
spreadsheets show as text. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from tempfile import SpooledTemporaryFile
from typing import IO, Any, TypeVar
from urllib.parse import quote

from flask import Flask, Response, request, send_file, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from matchmaker.core import audit, clock
from matchmaker.core.errors import Invalid
from matchmaker.web.actor import current_actor
from matchmaker.web.columns import Cell, Column, begins_formula, table, translated
from matchmaker.web.extensions import db
from matchmaker.web.idempotency import write
from matchmaker.web.list_books import write_list
from matchmaker.web.word import WordDocument

T = TypeVar("T")
MARK = "\ufeff"  # by which Excel knows UTF-8
IN_MEMORY = 2 * 1024 * 1024
BATCH = 500
NOT_FILTERS = frozenset({"page", "print", "format", "view"})
FREE_TEXT = "q"  # may name a person, whom the audit must not


class Format(StrEnum):
    """What a list may be written as."""

    EXCEL = "xlsx"
    CSV = "csv"


WORD, PDF = "docx", "pdf"
MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
# Writing so many rows of Excel takes some six seconds, which is as long as a request should.
MOST_ROWS = 50_000


def install(app: Flask) -> None:
    """Let templates link to exports of what they show."""
    app.jinja_env.globals["export_href"] = export_href


def export_href(endpoint: str, **values: Any) -> str:
    """The address of ``endpoint`` with the filters of the present page."""
    kept = {name: texts for name, texts in request.args.to_dict(flat=False).items() if name not in NOT_FILTERS}
    return url_for(endpoint, **{**(request.view_args or {}), **kept, **values})


def requested_format() -> Format:
    """``?format=``; Excel unless CSV is asked for."""
    return Format.CSV if request.args.get("format") == Format.CSV else Format.EXCEL


def export(
    name: str,
    slug: str,
    columns: Sequence[Column[T]],
    rows: Iterable[T],
    *,
    total: int,
    is_public: bool = False,
    remarks: Sequence[tuple[str, str]] = (),
) -> Response:
    """The list as a download in the format asked for.

    ``remarks`` say what is counted: a sheet of their own in Excel, columns in
    CSV, so that the file never travels without its definition.

    ``name`` is the file's, in Chinese; ``slug`` stands for it where only ASCII
    is understood, and names the list in the audit. Raises Invalid when
    ``total`` rows are more than one file may hold.
    """
    form = requested_format()
    if total > MOST_ROWS:
        counts = {"total": f"{total:,}", "most": f"{MOST_ROWS:,}"}
        raise Invalid(_("共 %(total)s 条，一次最多导出 %(most)s 条。请先筛选。", **counts))
    file, told = new_file(), translated(columns)
    if form is Format.EXCEL:
        write_list(file, name, told, table(told, rows), remarks)
    else:
        said = [text for _label, text in remarks]
        head = [*(column.heading for column in told), *(label for label, _text in remarks)]
        write_csv(file, head, ([*row, *said] for row in table(told, rows)))
    if not is_public:
        note(slug, form.value, rows=total)
    return download(file, name, slug, form.value)


def export_query(
    name: str,
    slug: str,
    columns: Sequence[Column[Any]],
    query: Select[Any],
    remarks: Sequence[tuple[str, str]] = (),
) -> Response:
    """As ``export``, of all rows of ``query``: its first entity, or the whole row if it has several."""
    total = count(db.session, query)
    return export(name, slug, columns, stream(db.session, query), total=total, remarks=remarks)


def count(session: Session, query: Select[Any]) -> int:
    """How many rows ``query`` has. One statement."""
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0


def stream(session: Session, query: Select[Any]) -> Iterator[Any]:
    """The rows of ``query``, a few hundred in memory; collections must be loaded by ``selectinload``."""
    found = session.execute(query.execution_options(yield_per=BATCH))
    is_single = len(found.keys()) == 1
    for row in found:
        yield row[0] if is_single else row


def note(slug: str, form: str, **detail: Any) -> None:
    """Note in the audit that the present actor takes this away."""
    filters = {key: texts for key, texts in request.args.to_dict(flat=False).items() if key not in NOT_FILTERS}
    if FREE_TEXT in filters:
        filters[FREE_TEXT] = ["…"]
    actor = current_actor()
    write(lambda session: audit.record(session, actor, "list.exported", slug, form, filters=filters, **detail))


def word(document: WordDocument, name: str, slug: str, *, is_public: bool = False, **detail: Any) -> Response:
    """A Word document as a download, noted in the audit with ``detail`` unless it is for everybody."""
    file = new_file()
    document.save(file)
    if not is_public:
        note(slug, WORD, **detail)
    return download(file, name, slug, WORD)


def new_file() -> IO[bytes]:
    """A file for what will be sent; a long one lies on disk without a name."""
    return SpooledTemporaryFile(max_size=IN_MEMORY)


def download(file: IO[bytes], name: str, slug: str, ending: str) -> Response:
    """``file`` as an attachment named after RFC 6266: Chinese with the day, ASCII for old programs."""
    length = file.tell()
    file.seek(0)
    answer = send_file(file, mimetype=MEDIA_TYPES[ending])
    answer.content_length = length
    answer.headers["Content-Disposition"] = disposition(name, slug, ending)
    answer.headers["Cache-Control"] = "no-store"
    answer.call_on_close(file.close)
    return answer


def disposition(name: str, slug: str, ending: str) -> str:
    """The header's value; the day is today's in China."""
    day = f"{clock.today():%Y%m%d}"
    encoded = quote(f"{name}_{day}.{ending}", safe="")
    return f"attachment; filename=\"{slug}-{day}.{ending}\"; filename*=UTF-8''{encoded}"


def safe_cell(value: Cell) -> str | int | float:
    """``value`` as it may stand in CSV; empty for None, dates as 2026-03-05, money in plain digits."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, str) and begins_formula(value):
        return f"'{value}"
    return value


def write_csv(target: IO[bytes], head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """A head and its rows as CSV after RFC 4180 in UTF-8, with the mark in front."""
    text = io.TextIOWrapper(target, encoding="utf-8", newline="", errors="replace")
    text.write(MARK)
    writer = csv.writer(text)
    for row in chain([head], rows):
        writer.writerow([safe_cell(value) for value in row])
    text.flush()
    text.detach()


def csv_text(head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The same as text."""
    written = io.BytesIO()
    write_csv(written, head, rows)
    return written.getvalue().decode()


def csv_answer(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Response:
    """A small public table as a download; ``name`` is the file's, of ASCII letters and without its ending."""
    answer = Response(csv_text(head, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
