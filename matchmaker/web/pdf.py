"""PDF papers: a Typst template of ours, data from people, and a Chinese font that travels with the product.

What people typed enters the template as JSON and is set as text, never read as
markup. The files are PDF/A (2u, with files embedded 3b), made for archives:
every character can be copied and searched, the font is inside, and a character
the font lacks is an error here instead of an empty box on a signed contract.
The same data and the same ``created`` give the same bytes. Setting a paper
takes a fraction of a second; call it outside any write transaction.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_

STANDARD: typst.PDFStandard = "a-2u"
WITH_FILES: typst.PDFStandard = "a-3b"
MISSING = re.compile(r'the text `"(.*?)"` could not be displayed')
NO_GLYPH = N_("PDF 里无法显示这些字符：%(signs)s。请换用常见的写法，或下载 Word 文件。")


def make_pdf(
    template: bytes, data: Mapping[str, Any], *, created: datetime, embedded: Mapping[str, Path] | None = None
) -> bytes:
    """The PDF of ``template``, which finds ``data`` in ``sys.inputs.data`` as JSON.

    ``embedded``: name in the template → file on disk. Raises Invalid naming the
    characters that the font does not have.
    """
    if not embedded:
        return _set(template, data, _folder(), STANDARD, created)
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        for name, path in embedded.items():
            _lay(path, Path(folder) / name)
        return _set(template, data, Path(folder), WITH_FILES, created)


def _set(template: bytes, data: Mapping[str, Any], root: Path, standard: typst.PDFStandard, created: datetime) -> bytes:
    given = {"data": json.dumps(data, ensure_ascii=False)}
    compiler = typst.Compiler(template, root=root, font_paths=_fonts(), sys_inputs=given)
    try:
        made = compiler.compile(format="pdf", pdf_standards=standard, timestamp=int(created.timestamp()))
    except typst.TypstError as error:
        if signs := dict.fromkeys(MISSING.findall(f"{error.message}\n{error.diagnostic}")):
            raise Invalid(NO_GLYPH % {"signs": " ".join(signs)}) from error
        raise
    if not isinstance(made, bytes):
        raise TypeError("one PDF is one file")
    return made


def _lay(path: Path, target: Path) -> None:
    """The file under another name, without copying where the disks allow."""
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_folder()])


@cache
def _folder() -> Path:
    """Where the font lies; nothing else can be read by a template without files."""
    return Path(str(files("matchmaker.web").joinpath("data/fonts")))
