"""PDF papers: a Typst template of ours, data from people, and a Chinese font that travels with the product.

What people typed enters the template as JSON and is set as text, never read as
markup. The files are PDF/A-2u, made for archives: every character can be copied
and searched, the font is inside, and a character the font lacks is an error
here instead of an empty box on a signed contract. The same data and the same
``created`` give the same bytes.
"""

from __future__ import annotations

import json
import re
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
MISSING = re.compile(r'the text `"(.*?)"` could not be displayed')
NO_GLYPH = N_("PDF 里无法显示这些字符：%(signs)s。请换用常见的写法，或下载 Word 文件。")


def make_pdf(template: bytes, data: Mapping[str, Any], *, created: datetime) -> bytes:
    """The PDF of ``template``, which finds ``data`` in ``sys.inputs.data`` as JSON.

    Raises Invalid naming the characters that the font does not have.
    """
    given = {"data": json.dumps(data, ensure_ascii=False)}
    compiler = typst.Compiler(template, root=_folder(), font_paths=_fonts(), sys_inputs=given)
    try:
        made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=int(created.timestamp()))
    except typst.TypstError as error:
        if signs := dict.fromkeys(MISSING.findall(f"{error.message}\n{error.diagnostic}")):
            raise Invalid(NO_GLYPH % {"signs": " ".join(signs)}) from error
        raise
    if not isinstance(made, bytes):
        raise TypeError("one PDF is one file")
    return made


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_folder()])


@cache
def _folder() -> Path:
    """Where the font lies; nothing else can be read by a template."""
    return Path(str(files("matchmaker.web").joinpath("data/fonts")))
