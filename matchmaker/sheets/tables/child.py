"""Reads one spreadsheet in a process of its own and writes its cells as plain text.

Run as a program by ``sandbox``: the file comes on standard input, each row
goes to standard output as a line of JSON ``[row number, [text, …]]``, and what
happened as one line of JSON to standard error. Before the file is looked at,
the process gives up memory above 512 MB, more than a few seconds of CPU and
the right to open anything: neither another file nor a connection. It imports
nothing of the application, so that there is nothing to reach from here.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import os
import re
import resource
import sys
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from typing import IO, Any

import python_calamine

MEMORY = 512 * 1024 * 1024
CPU_SECONDS = 20
OUTPUT = 128 * 1024 * 1024
LARGEST = 20 * 1024 * 1024
MOST_ROWS = 50_100
MOST_COLUMNS = 200
MOST_CELLS = 5_000_000
MOST_TEXT = 40_000_000
LONGEST_CELL = 8_000
MOST_PARTS = 2_000
MOST_UNPACKED = 300 * 1024 * 1024
CHUNK = 1024 * 1024
PROLOGUE = 64 * 1024
ENOUGH_ROWS = 2
HELP_SHEET = "填写说明"
"""What our own templates call the sheet that explains them; where nothing was filled in it must not pass for data."""
LONGEST_TAG = 256
COUNTS_UNITS = 1e15  # beyond it a float no longer tells one unit from the next
ENCODINGS = ("cp437", "utf-8-sig", "gb18030", "utf-16", "utf-16-le")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_CELL = re.compile(rb"""<(?:\w{1,20}:)?c\s[^<>]{0,80}?\br=["']([A-Z]{1,7})(\d{1,10})["'][^<>/]{0,80}>""")
_FAR_ROW = re.compile(rb"""<(?:\w{1,20}:)?row\s[^<>]{0,120}?\br=["'](\d{8,20})["']""")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_OTHERS = {
    b"%PDF": "not_table",
    b"\x89PNG": "not_table",
    b"\xff\xd8\xff": "not_table",
    b"Rar!": "not_table",
    b"7z\xbc\xaf": "not_table",
    b"\x1f\x8b": "not_table",
    b"{\\rtf": "not_table",
    b"MZ": "not_table",
    b"\x7fELF": "not_table",
}


class Refused(Exception):
    """The file cannot be taken; ``code`` says why, ``values`` fill its message."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code, self.values = code, values


def main() -> None:
    """Read standard input to its end and answer as the module says."""
    _give_up_memory()
    own = os.open("/proc/self/status", os.O_RDONLY)
    try:
        data = sys.stdin.buffer.read(LARGEST + 1)
        _give_up_files()
        told = read(data, sys.stdout)
        sys.stdout.flush()
    except Refused as refused:
        told = {"error": refused.code, "values": refused.values}
    except MemoryError:
        told = {"error": "too_large", "values": {}}
    except Exception:  # noqa: BLE001 - whatever a parser trips over, the file is at fault and the answer the same
        told = {"error": "damaged", "values": {}}
    sys.stderr.write(json.dumps({**told, "peak_kb": _peak(own)}) + "\n")


def _peak(status: int) -> int:
    """The most memory this process has held so far, in kB, from its open status file."""
    found = re.search(rb"VmHWM:\s+(\d+)", os.pread(status, 16_384, 0))
    return int(found[1]) if found else 0


def _give_up_memory() -> None:
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, OUTPUT),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))


def _give_up_files() -> None:
    """From here on no descriptor can be had: no file, no socket. What is loaded late is loaded before."""
    for encoding in ENCODINGS:
        codecs.lookup(encoding)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def read(data: bytes, output: IO[str]) -> dict[str, Any]:
    """Write the rows of the first sheet with content; returns what is to be told of them.

    Raises Refused for what is no spreadsheet or exceeds a bound.
    """
    if not data:
        raise Refused("empty_file")
    if len(data) > LARGEST:
        raise Refused("too_large")
    kind = kind_of(data)
    if kind == "csv":
        rows = enumerate(_separated(data), start=1)
        return {**_write(rows, output), "sheet": "", "others": []}
    if kind == "xlsx":
        look_into(data)
    return _read_workbook(data, output)


def kind_of(data: bytes) -> str:
    """``xlsx``, ``xls`` or ``csv``, by content alone; Refused for anything else."""
    for magic, code in _OTHERS.items():
        if data.startswith(magic):
            raise Refused(code)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    if data.startswith(_ZIP):
        return _kind_of_zip(data)
    if data[:2] == b"PK":
        raise Refused("damaged")
    return "csv"


def _kind_of_ole(data: bytes) -> str:
    names = {
        name: name.encode("utf-16-le") in data for name in ("EncryptedPackage", "_VBA_PROJECT", "Workbook", "Book")
    }
    if names["EncryptedPackage"]:
        raise Refused("encrypted")
    if names["_VBA_PROJECT"]:
        raise Refused("macros")
    if not (names["Workbook"] or names["Book"]):
        raise Refused("not_table")
    return "xls"


def _kind_of_zip(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if any(info.flag_bits & 1 for info in archive.infolist()):
            raise Refused("encrypted")
    if any("vbaproject" in name.lower() or "macrosheets/" in name.lower() for name in names):
        raise Refused("macros")
    if "xl/workbook.bin" in names or "content.xml" in names:
        raise Refused("other_format")
    if "xl/workbook.xml" not in names:
        raise Refused("not_table")
    return "xlsx"


def look_into(data: bytes) -> None:
    """Unpack every part of a workbook once, in pieces, before a parser sees it.

    Sizes are counted as they come, never believed from the directory. Raises
    Refused for too much content, document type declarations and cells so far
    out that the area up to them could not be held.
    """
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MOST_PARTS or len({part.filename for part in parts}) != len(parts):
            raise Refused("too_many_parts")
        for part in parts:
            with archive.open(part) as stream:
                left -= _look_at(part.filename.lower(), stream, left)


def _look_at(name: str, stream: IO[bytes], left: int) -> int:
    is_sheet, is_text = name.startswith("xl/worksheets/"), name.endswith((".xml", ".rels", ".vml"))
    seen, tail, area = 0, b"", _Area()
    while piece := stream.read(CHUNK):
        if not seen and is_text:
            _refuse_declarations(piece)
        seen += len(piece)
        if seen > left:
            raise Refused("bomb")
        if is_sheet:
            area.take(tail + piece)
            tail = piece[-LONGEST_TAG:]
    return seen


def _refuse_declarations(piece: bytes) -> None:
    start = piece[:PROLOGUE].replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
        raise Refused("declarations")


class _Area:
    """How far the cells of a sheet reach."""

    def __init__(self) -> None:
        self.row, self.column, self.letters = 0, 0, b"A"

    def take(self, text: bytes) -> None:
        if _FAR_ROW.search(text):
            raise Refused("far_cell", cell="")
        cells = _CELL.findall(text)
        if not cells:
            return
        self.row = max(self.row, *{int(number) for _letters, number in cells}, 0)
        for letters in {letters for letters, _number in cells}:
            number = _column(letters)
            if number > self.column:
                self.column, self.letters = number, letters
        if self.row * self.column > MOST_CELLS:
            raise Refused("far_cell", cell=f"{self.letters.decode()}{self.row}")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _read_workbook(data: bytes, output: IO[str]) -> dict[str, Any]:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [
            (number, sheet.name)
            for number, sheet in enumerate(book.sheets_metadata)
            if sheet.visible == python_calamine.SheetVisibleEnum.Visible
            and sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
            and sheet.name != HELP_SHEET
        ]
        for number, name in shown:
            rows = book.get_sheet_by_index(number)
            if _has_content(rows):
                others = [other[:100] for each, other in shown if each != number]
                return {**_write(_cells(rows), output), "sheet": name[:100], "others": others[:20]}
    except python_calamine.PasswordError as error:
        raise Refused("encrypted") from error
    except (python_calamine.CalamineError, python_calamine.XmlError, python_calamine.ZipError) as error:
        raise Refused("damaged") from error
    raise Refused("no_rows")


def _has_content(sheet: Any) -> bool:
    if sheet.start is None:
        return False
    if sheet.height * sheet.width > MOST_CELLS:
        raise Refused("far_cell", cell="")
    filled = 0
    for row in sheet.iter_rows():
        filled += any(cell not in {"", None} for cell in row)
        if filled >= ENOUGH_ROWS:
            return True
    return False


def _cells(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Row numbers as the spreadsheet shows them, and the row's texts from column A on."""
    _row, before = sheet.start
    for number, row in enumerate(sheet.iter_rows(), start=1):  # rows above the content come too, columns do not
        yield number, [""] * before + [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """What a cell says; formulas come as the value last computed."""
    match cell:
        case None:
            said = ""
        case bool():
            said = "是" if cell else "否"
        case float():
            said = str(int(cell)) if cell.is_integer() and abs(cell) < COUNTS_UNITS else f"{cell:.12g}"
        case datetime():
            said = cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
        case date() | time():
            said = cell.isoformat()
        case _:
            said = str(cell).replace("\r\n", "\n").replace("\r", "\n").replace("_x000D_", "").strip()
    return said


def _separated(data: bytes) -> Iterator[list[str]]:
    text = _decoded(data)
    start = text[:PROLOGUE].lstrip().lower()
    if start.startswith(("<html", "<!doctype", "<?xml", "<table", "<head", "<meta")) or "<table" in start:
        raise Refused("web_page")
    if _BINARY.search(text):
        raise Refused("not_table")
    csv.field_size_limit(LARGEST)
    head = "\n".join(text.splitlines()[:20])
    separator = max(",\t;", key=head.count)
    return ([_text(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator))


def _decoded(data: bytes) -> str:
    marked = data[:2] in {b"\xff\xfe", b"\xfe\xff"}
    candidates = ("utf-16",) if marked else ("utf-8-sig", "gb18030")
    for encoding in candidates:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            pass
    raise Refused("not_table")


def _write(rows: Iterable[tuple[int, list[str]]], output: IO[str]) -> dict[str, Any]:
    """Write the rows that say something; Refused when they exceed a bound."""
    count, width, length = 0, 0, 0
    for number, cells in rows:
        kept = [cell[:LONGEST_CELL] for cell in cells]
        while kept and not kept[-1]:
            kept.pop()
        if not kept:
            continue
        count, width, length = count + 1, max(width, len(kept)), length + sum(map(len, kept))
        if count > MOST_ROWS:
            raise Refused("too_many_rows")
        if width > MOST_COLUMNS:
            raise Refused("too_many_columns")
        if length > MOST_TEXT:
            raise Refused("too_large")
        output.write(json.dumps([number, kept], ensure_ascii=True) + "\n")
    if count < ENOUGH_ROWS:
        raise Refused("no_rows")
    return {"rows": count, "columns": width}


if __name__ == "__main__":
    main()
