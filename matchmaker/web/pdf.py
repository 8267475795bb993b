"""Papers as PDF: a typst source of ours, data that people typed, and files to be embedded.

What people typed reaches the source through ``sys.inputs.data`` as JSON only,
so that it is text whatever it holds. Pages carry no date of making: the same
data give the same bytes. Rendering takes a fraction of a second; call it
outside any write transaction.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

from matchmaker.core.errors import Unavailable
from matchmaker.core.i18n import N_

CHINESE_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei")


def render(source: str, data: Mapping[str, Any], files: Mapping[str, Path] | None = None) -> bytes:
    """The PDF that ``source`` (typst) makes of ``data``; ``files``: name in the source → bytes on disk.

    The source reads ``json(bytes(sys.inputs.data))``, which holds ``data`` and
    under ``font`` the family to set Chinese in. Raises Unavailable where no
    Chinese font is installed: a paper of empty boxes is worse than none.
    """
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        root = Path(folder)
        main = root / "main.typ"
        main.write_text(source, encoding="utf-8")
        for name, path in (files or {}).items():
            _lay(path, root / name)
        given = json.dumps({**data, "font": chinese_font()}, ensure_ascii=False)
        return bytes(typst.compile(str(main), root=folder, sys_inputs={"data": given}))


@cache
def chinese_font() -> str:
    """The first family of CHINESE_FONTS that is installed; Unavailable when none is."""
    installed = set(typst.Fonts(include_system_fonts=True, include_embedded_fonts=False).families())
    for family in CHINESE_FONTS:
        if family in installed:
            return family
    raise Unavailable(N_("服务器没有安装中文字体，暂时不能生成 PDF。请联系管理员安装 fonts-noto-cjk。"))


def _lay(path: Path, target: Path) -> None:
    """The file under another name, without copying where the disks allow."""
    try:
        os.link(path, target)
    except OSError:
        shutil.copyfile(path, target)
