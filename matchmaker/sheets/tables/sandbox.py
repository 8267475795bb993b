"""Starting the child that reads a spreadsheet, and saying in words why one was refused.

The parent never parses: it hands over the open file, waits until a deadline
and kills what has not ended by then. However the child ends, the caller gets
rows or one sentence that says what to do.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matchmaker.core.errors import Invalid, Unavailable
from matchmaker.core.i18n import N_

WALL_SECONDS = 30.0
AT_ONCE = 2
"""Children at a time in one process: each may use 512 MB."""
WAIT_SECONDS = 20.0
PROGRAM = Path(__file__).with_name("child.py")
_slots = threading.BoundedSemaphore(AT_ONCE)

UNREADABLE = N_("文件太大或已损坏，读取时超出了限制。请只留数据，另存为 .xlsx 后重新上传。")
REASONS: dict[str, str] = {
    "empty_file": N_("文件是空的，请重新选择。"),
    "too_large": N_("文件太大。请分成几份上传，每份不超过 20 MB、5 万行。"),
    "too_many_rows": N_("超过 5 万行，请分成几份上传。"),
    "too_many_columns": N_("超过 200 列，请只留要导入的列。"),
    "too_many_parts": N_("文件内部结构异常，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"),
    "bomb": N_("文件解开后过大，已停止读取。请只留数据，另存为 .xlsx 后重新上传。"),
    "far_cell": N_("数据区以外很远处还有内容{cell}。请删除多余的行和列，另存后重新上传。"),
    "declarations": N_("文件里有不允许的文档声明，已停止读取。请用 Excel 或 WPS 另存为 .xlsx 再上传。"),
    "macros": N_("文件含有宏，不能上传。请另存为不含宏的 .xlsx 再上传。"),
    "encrypted": N_("文件有打开密码，读不出来。请取消密码后重新上传。"),
    "other_format": N_("不支持这种表格格式。请另存为 .xlsx、.xls 或 .csv 再上传。"),
    "web_page": N_("这是网页格式的表格，只是名字像 Excel。请用 Excel 打开后另存为 .xlsx 再上传。"),
    "not_table": N_("这不是表格文件。只能上传 .xlsx、.xls 或 .csv。"),
    "damaged": N_("文件已损坏或不是完整的表格，请用 Excel 或 WPS 打开后另存为 .xlsx 再上传。"),
    "no_rows": N_("表里没有数据：至少要有一行表头和一行内容。"),
    "deadline": N_("读取用时过长，已停止。请分成几份或只留数据后重新上传。"),
}


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows that were written, of which sheet, and the most memory the child used (kB)."""

    rows: int
    columns: int
    sheet: str
    others: tuple[str, ...]
    peak_kb: int


def read_file(source: Path, target: Path, *, wall_seconds: float = WALL_SECONDS) -> Reading:
    """Write the rows of ``source`` to ``target`` (a new file, mode 0600), read them with ``stored_rows``.

    Raises Invalid (field ``file``) with the reason when the file cannot be
    taken; nothing is left at ``target`` then. Unavailable when too many
    others are being read.
    """
    if not _slots.acquire(timeout=WAIT_SECONDS):
        raise Unavailable
    try:
        return _read(source, target, wall_seconds)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    finally:
        _slots.release()


def stored_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """(row number, texts) of every row that ``read_file`` wrote."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            number, cells = json.loads(line)
            yield number, cells


def _read(source: Path, target: Path, wall_seconds: float) -> Reading:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with source.open("rb") as given, os.fdopen(os.open(target, flags, 0o600), "wb") as written:
        told = _run(given.fileno(), written.fileno(), wall_seconds)
        os.fsync(written.fileno())
    if told is None:
        raise Invalid(fields={"file": [UNREADABLE]})
    if "error" in told:
        raise Invalid(fields={"file": [reason(told["error"], told.get("values", {}))]})
    return Reading(told["rows"], told["columns"], told["sheet"], tuple(told["others"]), told["peak_kb"])


def reason(code: str, values: Mapping[str, Any]) -> str:
    """The sentence for a child's ``code``."""
    cell = str(values.get("cell", ""))
    return REASONS.get(code, UNREADABLE).format(cell=f"（{cell}）" if cell else "")


def _run(given: int, written: int, wall_seconds: float) -> dict[str, Any] | None:
    """What the child told; None when it died without a word."""
    environment = {"PATH": "/usr/bin:/bin", "MALLOC_ARENA_MAX": "2"}
    command = [sys.executable, "-I", "-B", "-X", "utf8", str(PROGRAM)]
    process = subprocess.Popen(  # noqa: S603 - our own program, no argument from outside
        command, stdin=given, stdout=written, stderr=subprocess.PIPE, env=environment, cwd="/"
    )
    with process:
        try:
            _output, said = process.communicate(timeout=wall_seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            return {"error": "deadline"}
    return _last_line(said) if process.returncode == 0 else None


def _last_line(said: bytes) -> dict[str, Any] | None:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    try:
        found = json.loads(lines[-1])
    except (IndexError, ValueError):
        return None
    return found if isinstance(found, dict) else None
