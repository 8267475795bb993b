"""A data set as a file of CSV or JSON, kept until its content changes.

Rows are written as they are read, so that memory does not grow with them. A
file is kept under its stamp. Should anything change while it is written, it
is written again: what is kept under a stamp never holds more than the stamp
says.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any

from sqlalchemy.orm import Session

from matchmaker.core.errors import Unavailable
from matchmaker.statistics.open_data.schema import Dataset, Value
from matchmaker.statistics.open_data.stamps import Stamp, stamp, stamps
from matchmaker.web.exports import safe_cell

MARK = b"\xef\xbb\xbf"  # by which Excel knows UTF-8
TRIES = 3


class Form(StrEnum):
    """How a data set is written."""

    CSV = "csv"
    JSON = "json"


MEDIA_TYPES = {Form.CSV: "text/csv", Form.JSON: "application/json"}


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that lies ready: its place, rows, bytes and SHA-256."""

    path: Path
    rows: int
    size: int
    sha256: str


def kept(folder: Path, dataset: Dataset, form: Form, tag: str) -> Kept | None:
    """The file of this stamp, if it was written already."""
    path = folder / f"{dataset.name}-{tag}.{form}"
    try:
        told = json.loads(path.with_suffix(f".{form}.about").read_text(encoding="utf-8"))
        size = path.stat().st_size
    except FileNotFoundError:
        return None
    return Kept(path, told["rows"], size, told["sha256"])


def ready(session: Session, folder: Path, dataset: Dataset, form: Form, base_url: str) -> tuple[Kept, Stamp]:
    """The file of the present content, written if need be; Unavailable when the content never rests."""
    now = stamp(dataset, stamps(session))
    for _try in range(TRIES):
        if (found := kept(folder, dataset, form, now.tag)) is not None:
            return found, now
        _write(session, folder, dataset, form, now.tag, base_url)
        session.rollback()  # so that what changed meanwhile is seen
        after = stamp(dataset, stamps(session))
        if after.tag != now.tag:
            _drop(folder, dataset, form, now.tag)
        now = after
    if (found := kept(folder, dataset, form, now.tag)) is not None:
        return found, now
    raise Unavailable


def _write(session: Session, folder: Path, dataset: Dataset, form: Form, tag: str, base_url: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{dataset.name}-{tag}.{form}"
    with NamedTemporaryFile(dir=folder, prefix="writing-", delete=False) as file:
        try:
            told = WRITERS[form](file, dataset, dataset.rows(session, base_url))
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    about = path.with_suffix(f".{form}.about")
    Path(file.name).replace(path)
    about.write_text(json.dumps(told), encoding="utf-8")
    for old in folder.glob(f"{dataset.name}-*.{form}*"):
        if old not in {path, about}:
            old.unlink(missing_ok=True)


def _drop(folder: Path, dataset: Dataset, form: Form, tag: str) -> None:
    for path in folder.glob(f"{dataset.name}-{tag}.{form}*"):
        path.unlink(missing_ok=True)


class _Counting:
    """Writes on and sums up what went by."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest, self.rows = file, hashlib.sha256(), 0

    def write(self, data: bytes) -> None:
        self.file.write(data)
        self.digest.update(data)

    def told(self) -> dict[str, Any]:
        return {"rows": self.rows, "sha256": self.digest.hexdigest()}


def write_csv(file: IO[bytes], dataset: Dataset, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """RFC 4180 in UTF-8 with the mark in front; yes and no as true and false; what looks like a formula gets a '."""
    target = _Counting(file)
    target.write(MARK)
    line = io.StringIO()
    writer = csv.writer(line)

    def put(cells: Iterable[Any]) -> None:
        writer.writerow(cells)
        target.write(line.getvalue().encode("utf-8", "replace"))
        line.seek(0)
        line.truncate()

    put(column.name for column in dataset.columns)
    for row in rows:
        put(_cell(value) for value in dataset.values(row).values())
        target.rows += 1
    return target.told()


def write_json(file: IO[bytes], dataset: Dataset, rows: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """A list of objects, one a line."""
    target = _Counting(file)
    target.write(b"[")
    for row in rows:
        text = json.dumps(dataset.values(row), ensure_ascii=False)
        target.write((",\n" if target.rows else "\n").encode() + text.encode("utf-8", "replace"))
        target.rows += 1
    target.write(b"\n]\n")
    return target.told()


WRITERS = {Form.CSV: write_csv, Form.JSON: write_json}


def _cell(value: Value) -> str | int | float:
    return str(value).lower() if isinstance(value, bool) else safe_cell(value)
