"""Records as JSON lines: what a line must be, and why it is not taken.

A line is {"id", "title", "content"}; id and title suffice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matchmaker.core.errors import Invalid
from matchmaker.web.forms import clean, has_control_characters

LONGEST_ID, LONGEST_TITLE, LONGEST_CONTENT, LONGEST_LINE = 80, 120, 20_000, 1_000_000
Refuse = Callable[[int, str, str], None]


@dataclass(frozen=True, slots=True)
class Line:
    """One acceptable line of the file."""

    number: int
    external_id: str
    title: str
    content: str


def read_lines(file: Path, refuse: Refuse) -> Iterator[Line]:
    """The acceptable lines; the others are refused by number, their own id if it can be shown, and reason."""
    seen: set[str] = set()
    with file.open("rb") as stream:
        for number, raw in enumerate(stream, 1):
            if not raw.strip():
                continue
            value: dict[str, Any] = {}
            try:
                value = _object(number, raw)
                line = _line(number, value, seen)
            except Invalid as error:
                refuse(number, _named(value), error.message)
                continue
            seen.add(line.external_id)
            yield line


def _object(number: int, raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise Invalid("这一行太长。")
    try:
        value = json.loads(raw.decode("utf-8-sig" if number == 1 else "utf-8"))
    except UnicodeDecodeError as error:
        raise Invalid("不是 UTF-8 编码。") from error
    except (ValueError, RecursionError) as error:
        raise Invalid("不是合格的 JSON。") from error
    if not isinstance(value, dict):
        raise Invalid("每行应是一个对象：id、title、content。")
    return value


def _named(value: dict[str, Any]) -> str:
    """The line's own number, as far as it can be shown, for whoever looks for it."""
    given = str(value.get("id", ""))[:LONGEST_ID]
    return given if given.isprintable() else ""


def _line(number: int, value: dict[str, Any], seen: set[str]) -> Line:
    external_id = _text(value, "id", LONGEST_ID, required=True)
    if external_id in seen:
        raise Invalid(f"编号 {external_id} 在文件中重复。")
    title = _text(value, "title", LONGEST_TITLE, required=True)
    return Line(number, external_id, title, _text(value, "content", LONGEST_CONTENT))


def _text(value: dict[str, Any], name: str, longest: int, *, required: bool = False) -> str:
    given = value.get(name)
    if given is None:
        given = ""
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str):
        raise Invalid(f"{name} 应是文字。")
    text = clean(given)
    if required and not text:
        raise Invalid(f"{name} 不能为空。")
    if len(text) > longest:
        raise Invalid(f"{name} 超过 {longest} 字。")
    if has_control_characters(text):
        raise Invalid(f"{name} 含有不可见的控制字符。")
    return text
