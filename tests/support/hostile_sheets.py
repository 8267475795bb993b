"""Spreadsheets that nobody should send, each made when it is asked for.

``HOSTILE`` maps a name to the file and what must come of it: a code of
``sandbox.REASONS`` for which it is refused, ``READ`` when it is read without
harm, or several codes where the parser may notice one thing before another.
"""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
READ = "read"
DIED = "died"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row>'
BODY = '<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c></row>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MEGABYTE = 1024 * 1024

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_BOOK_RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
)


@dataclass(frozen=True)
class Bulk:
    """``megabytes`` of one byte between ``before`` and ``after``, never held as a whole."""

    megabytes: int
    byte: bytes = b"\0"
    before: str = ""
    after: str = ""

    def pieces(self) -> Iterator[bytes]:
        yield self.before.encode()
        piece = self.byte * MEGABYTE
        for _number in range(self.megabytes):
            yield piece
        yield self.after.encode()


Content = bytes | str | Bulk


@dataclass(frozen=True)
class Hostile:
    """A file and the outcomes that are right for it."""

    make: Callable[[], bytes]
    outcomes: frozenset[str]


NONE: Mapping[str, Content | None] = {}
HOSTILE: dict[str, Hostile] = {}


def _case(name: str, make: Callable[[], bytes], *outcomes: str) -> None:
    assert name not in HOSTILE
    HOSTILE[name] = Hostile(make, frozenset(outcomes))


def sheet(rows: str = HEAD + BODY, prologue: str = '<?xml version="1.0"?>') -> str:
    """The XML of a worksheet."""
    return f'{prologue}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def workbook(rows: str = HEAD + BODY, changed: Mapping[str, Content | None] = NONE) -> bytes:
    """A workbook as Excel writes it; ``changed``: part → other content, None leaves it out."""
    parts: dict[str, Content | None] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _BOOK_RELS,
        "xl/worksheets/sheet1.xml": sheet(rows),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}"><si><t>共用</t></si></sst>',
        **changed,
    }
    return packed({name: content for name, content in parts.items() if content is not None})


def packed(parts: Mapping[str, Content]) -> bytes:
    """A zip of ``parts``."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            pieces = content.pieces() if isinstance(content, Bulk) else [content]
            with archive.open(name, "w") as part:
                for piece in pieces:
                    part.write(piece.encode() if isinstance(piece, str) else piece)
    return held.getvalue()


def _with_part(name: str, content: Content) -> Callable[[], bytes]:
    return lambda: workbook(changed={name: content})


def _cell(reference: str, inner: str = "<v>1</v>", attributes: str = "") -> str:
    number = "".join(sign for sign in reference if sign.isdigit())
    return f'<row r="{number}"><c r="{reference}"{attributes}>{inner}</c></row>'


def _around(before: str, after: str) -> tuple[str, str]:
    """What stands in a sheet before and after the text of its cell A2."""
    start, _mark, end = sheet(HEAD + _cell("A2", f"{before}|{after}", ' t="inlineStr"')).partition("|")
    return start, end


def _ole(*names: str) -> bytes:
    return OLE + bytes(504) + b"".join(name.encode("utf-16-le") + bytes(64) for name in names) + bytes(4096)


def _noise(seed: int, length: int) -> bytes:
    return random.Random(seed).randbytes(length)  # noqa: S311 - the same bytes in every run, no secret


def _broken(at: float) -> Callable[[], bytes]:
    def make() -> bytes:
        whole = bytearray(workbook())
        whole[int(len(whole) * at)] ^= 0xFF
        return bytes(whole)

    return make


def _lying_size() -> bytes:
    """The directory says one byte, the part unpacks to 400 MB."""
    whole = bytearray(workbook(changed={"xl/media/big.bin": Bulk(400)}))
    place = whole.rfind(b"xl/media/big.bin") - 46
    whole[place + 24 : place + 28] = struct.pack("<I", 1)
    return bytes(whole)


def _overlapping() -> bytes:
    """Many names in the directory for one and the same compressed part."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("xl/workbook.xml", _BOOK), ("xl/big.bin", bytes(20 * MEGABYTE))):
            archive.writestr(name, content)
        first = archive.getinfo("xl/big.bin")
        for number in range(100):
            twin = zipfile.ZipInfo(f"xl/b{number:03}.bin")
            for slot in ("CRC", "compress_size", "file_size", "compress_type", "header_offset", "flag_bits"):
                setattr(twin, slot, getattr(first, slot))
            archive.filelist.append(twin)
    return held.getvalue()


def _encrypted_zip() -> bytes:
    whole = bytearray(workbook())
    place = 0
    while (place := whole.find(b"PK\x01\x02", place)) >= 0:
        whole[place + 8] |= 1
        place += 4
    return bytes(whole)


def _many_rows(count: int) -> bytes:
    return ("名称,编号\n" + "\n".join(f"成果{n},{n}" for n in range(count))).encode()


# ------------------------------------------------------------ bombs
_case("zip bomb beside the sheet", _with_part("xl/media/big.bin", Bulk(400)), "bomb")
_case("zip bomb in the sheet", _with_part("xl/worksheets/sheet1.xml", Bulk(350, b" ", sheet())), "bomb")
_case("zip bomb in shared strings", _with_part("xl/sharedStrings.xml", Bulk(310, b" ", "<sst>")), "bomb")
_case("zip directory lies about sizes", _lying_size, "bomb", "damaged")
_case("overlapping zip entries", _overlapping, "bomb", "damaged")
_case("zip within zip", lambda: packed({"inner.xlsx": workbook()}), "not_table")
_case("ten thousand parts", lambda: workbook(changed={f"xl/x{n}.xml": "<x/>" for n in range(10_000)}), "too_many_parts")
_case("deeply nested elements", lambda: workbook("<row>" * 200_000), "damaged", "no_rows", DIED)
_case(
    "a million shared strings",
    _with_part("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">' + "<si><t>字</t></si>" * 1_000_000 + "</sst>"),
    READ,
)
_case(
    "a shared string of 200 MB",
    _with_part("xl/sharedStrings.xml", Bulk(200, b"x", f'<sst xmlns="{MAIN}"><si><t>', "</t></si></sst>")),
    READ,
    "too_large",
    DIED,
)
_case(
    "one cell of 100 MB",
    _with_part("xl/worksheets/sheet1.xml", Bulk(100, b"x", *_around("<is><t>", "</t></is>"))),
    READ,
    "too_large",
    DIED,
)

# ------------------------------------------------------------ far cells and many cells
for far in ("XFD1048576", "XFD9999", "A1048576999", "ZZZZZZZ1", "A99999999", "AAA900000", "B4294967295", "XFE1048577"):
    _case(f"cell {far}", lambda far=far: workbook(HEAD + BODY + _cell(far)), "far_cell", "damaged", DIED)  # type: ignore[misc]
_case(
    "a row number of 20 digits",
    lambda: workbook(HEAD + BODY + '<row r="99999999999999999999"><c r="A3"><v>1</v></c></row>'),
    "far_cell",
)
_case("a single cell a million rows down", lambda: workbook(HEAD + BODY + _cell("A1048576")), READ)
_case(
    "a styled row to the last column",
    lambda: workbook(HEAD + BODY + '<row r="3">' + '<c s="1"/>' * 16384 + "</row>"),
    READ,
    "too_many_columns",
)
_case("sixty thousand rows", partial(_many_rows, 60_000), "too_many_rows")
_case(
    "three hundred columns",
    (",".join(f"列{n}" for n in range(300)) + "\n" + "1," * 300).encode,
    "too_many_columns",
)
_case("a million empty lines", lambda: b"\n" * 1_000_000 + _many_rows(3), READ)
_case(
    "dimension that lies",
    _with_part(
        "xl/worksheets/sheet1.xml", sheet().replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    ),
    READ,
)
_case("a field of 15 MB in csv", lambda: b"a,b\n" + b"x" * (15 * MEGABYTE) + b",1\n", READ)
_case("text of 19 MB in csv", lambda: b"a,b\n" + (b"x" * 7000 + b",1\n") * 2700, READ)
_case("an open quote to the end", lambda: '名称,编号\n"甲,1\n乙,2\n'.encode() * 1000, READ)
_case("nothing but quotes", lambda: b'"' * 1_000_001, READ, "no_rows", "damaged")

# ------------------------------------------------------------ declarations
ENTITY = '<!DOCTYPE x [<!ENTITY a "{}">]>'
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + "]>"
)
for name, prologue in {
    "billion laughs": LAUGHS,
    "external entity": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "external entity over http": '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>',
    "parameter entity": '<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>',
    "external dtd": '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    "dtd in small letters": "<!doctype x>",
    "dtd after a comment": f"<!-- {'x' * 5000} -->{ENTITY.format('x')}",
}.items():
    _case(f"{name} in the sheet", _with_part("xl/worksheets/sheet1.xml", sheet(prologue=prologue)), "declarations")
_case("dtd in the workbook", _with_part("xl/workbook.xml", LAUGHS + _BOOK.partition("?>")[2]), "declarations")
_case("dtd in shared strings", _with_part("xl/sharedStrings.xml", LAUGHS + "<sst/>"), "declarations")
_case(
    "dtd in a relation",
    _with_part("xl/_rels/workbook.xml.rels", LAUGHS + _BOOK_RELS.partition("?>")[2]),
    "declarations",
)
_case("dtd in utf-16", _with_part("xl/worksheets/sheet1.xml", sheet(prologue=LAUGHS).encode("utf-16")), "declarations")

# ------------------------------------------------------------ macros, encryption, other kinds
_case("xlsm with macros", _with_part("xl/vbaProject.bin", b"\0" * 100), "macros")
_case("macros under another name", _with_part("xl/VBAPROJECT.BIN", b"\0" * 100), "macros")
_case("a macro sheet of Excel 4", _with_part("xl/macrosheets/sheet1.xml", sheet()), "macros")
_case("xls with macros", lambda: _ole("Workbook", "_VBA_PROJECT"), "macros")
_case("encrypted xlsx", lambda: _ole("EncryptionInfo", "EncryptedPackage"), "encrypted")
_case("encrypted zip", _encrypted_zip, "encrypted")
_case("xls of rubbish", lambda: _ole("Workbook") + _noise(1, 5000), "damaged", DIED)
_case("xls that stops at once", lambda: OLE + "Workbook".encode("utf-16-le"), "damaged", DIED)
_case(
    "xls with a sector chain in a ring",
    lambda: _ole("Workbook")[:512] + b"\0" * 512 * 200,
    "not_table",
    "damaged",
    DIED,
)
_case("word document", lambda: packed({"word/document.xml": "<x/>"}), "not_table")
_case("old word document", lambda: _ole("WordDocument"), "not_table")
_case("xlsb", lambda: packed({"xl/workbook.bin": b"\0"}), "other_format")
_case(
    "ods",
    lambda: packed({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
    "other_format",
)
_case("zip of nothing", lambda: packed({}), "damaged", "not_table")
_case("pdf", lambda: b"%PDF-1.7\n" + bytes(100), "not_table")
_case("png", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "not_table")
_case("program", lambda: b"\x7fELF" + bytes(5000), "not_table")
_case("rar", lambda: b"Rar!\x1a\x07" + bytes(100), "not_table")
_case("gzip", lambda: b"\x1f\x8b\x08" + bytes(100), "not_table")
_case("web page named xls", "<html><body><table><tr><td>名称</td></tr></table></body></html>".encode, "web_page")
_case("xml spreadsheet of 2003", lambda: b'<?xml version="1.0"?><Workbook/>', "web_page")
_case("nothing", lambda: b"", "empty_file")
_case("one blank", lambda: b" ", "no_rows")
_case("noise", lambda: _noise(2, 100_000), "not_table", "damaged")
_case("text with NUL", "名称,编号\n甲\0,1\n".encode, "not_table")
_case("21 MB", lambda: b"a,b\n" * (6 * MEGABYTE), "too_large")
_case("half a character", lambda: "名称,编号\n甲,1".encode()[:-3] + b"\xff\xff\xff", "not_table")

# ------------------------------------------------------------ damage
_case("cut in the middle", lambda: workbook()[:700], "damaged")
_case("cut at the end", lambda: workbook()[:-30], "damaged")
_case("only a zip's first bytes", lambda: b"PK\x03\x04", "damaged")
_case("an empty zip's mark", lambda: b"PK\x05\x06" + bytes(18), "damaged", "not_table")
for at in (0.1, 0.3, 0.5, 0.7):
    _case(f"one byte turned at {at}", _broken(at), "damaged", "not_table", READ, "encrypted", "no_rows")
_case(
    "workbook without a sheet",
    _with_part("xl/workbook.xml", f'<workbook xmlns="{MAIN}"><sheets/></workbook>'),
    "no_rows",
    "damaged",
)
_case("sheet that is missing", lambda: workbook(changed={"xl/worksheets/sheet1.xml": None}), "damaged")
_case(
    "sheet that points outside",
    _with_part("xl/_rels/workbook.xml.rels", _BOOK_RELS.replace("worksheets/sheet1.xml", "../../../../etc/passwd")),
    "damaged",
)
_case(
    "sheet that points to the web",
    _with_part("xl/_rels/workbook.xml.rels", _BOOK_RELS.replace("worksheets/sheet1.xml", "http://127.0.0.1:9/x.xml")),
    "damaged",
)
_case("part with a climbing name", _with_part("../../../etc/cron.d/x", "x"), READ)
_case("sheet of noise", _with_part("xl/worksheets/sheet1.xml", _noise(3, 50_000)), "damaged", "no_rows")
_case(
    "shared string out of range",
    lambda: workbook(HEAD + _cell("A2", "<v>99999999</v>", ' t="s"')),
    "damaged",
    READ,
    "no_rows",
    DIED,
)
_case(
    "negative shared string",
    lambda: workbook(HEAD + _cell("A2", "<v>-1</v>", ' t="s"')),
    "damaged",
    READ,
    "no_rows",
    DIED,
)
_case("header without rows", lambda: workbook(HEAD), "no_rows")
_case("only blank cells", lambda: workbook('<row r="1"><c r="A1"/></row>'), "no_rows")

# ------------------------------------------------------------ formulas and links
_case(
    "formula that runs a program",
    lambda: workbook(HEAD + _cell("A2", "<f>cmd|'/c calc'!A1</f><v>甲</v>", ' t="str"')),
    READ,
)
_case(
    "formula that fetches",
    lambda: workbook(HEAD + _cell("A2", '<f>WEBSERVICE("http://127.0.0.1:9/")</f><v>甲</v>', ' t="str"')),
    READ,
)
_case("link to another workbook", _with_part("xl/externalLinks/externalLink1.xml", "<x/>"), READ)
_case("text that begins like a formula", '名称,编号\n"=HYPERLINK(""http://127.0.0.1"")",1\n'.encode, READ)
