"""Judged pairs from files: needs, achievements, and how well they go together.

Needs and achievements are JSON lines with `id`, `title` and `content`; judgements are a table
separated by tabs with the heading need, achievement, level. A level is a mean of judgements from
1 (unrelated) to 4 (strongly related).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from matchmaker.engine.documents import Document

HEADING = ["need", "achievement", "level"]
LOWEST, HIGHEST = 1.0, 4.0


class Fault(Enum):
    """What is wrong with a benchmark file."""

    UNREADABLE = "unreadable"
    EMPTY = "empty"
    NOT_JSON = "not_json"
    BAD_ID = "bad_id"
    NO_TITLE = "no_title"
    BAD_CONTENT = "bad_content"
    TWICE = "twice"
    BAD_HEADING = "bad_heading"
    BAD_COLUMNS = "bad_columns"
    UNKNOWN_NEED = "unknown_need"
    UNKNOWN_ACHIEVEMENT = "unknown_achievement"
    BAD_LEVEL = "bad_level"


class BenchmarkError(Exception):
    """A file cannot be used; `line` counts from 1 and is 0 where the whole file is meant."""

    def __init__(self, path: Path, line: int, fault: Fault) -> None:
        super().__init__(f"{path}:{line}: {fault.value}")
        self.path = path
        self.line = line
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Benchmark:
    """Documents whose keys are positions in `need_ids` and `achievement_ids`, and judged levels."""

    needs: list[Document]
    achievements: list[Document]
    need_ids: list[str]
    achievement_ids: list[str]
    judgements: dict[int, dict[int, float]]
    """Level by need and achievement, in the order of the file."""


def read_benchmark(needs: Path, achievements: Path, judgements: Path) -> Benchmark:
    """Read and check the three files. Raises BenchmarkError at the first fault."""
    need_ids, need_documents = _read_documents(needs)
    achievement_ids, achievement_documents = _read_documents(achievements)
    judged = _read_judgements(judgements, _places(need_ids), _places(achievement_ids))
    return Benchmark(need_documents, achievement_documents, need_ids, achievement_ids, judged)


def _places(ids: list[str]) -> dict[str, int]:
    return {each: place for place, each in enumerate(ids)}


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that are not blank, with their numbers. Raises BenchmarkError."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BenchmarkError(path, 0, Fault.UNREADABLE) from error
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        raise BenchmarkError(path, 0, Fault.EMPTY)
    return iter(lines)


def _read_documents(path: Path) -> tuple[list[str], list[Document]]:
    ids: dict[str, int] = {}
    documents: list[Document] = []
    for number, line in _lines(path):
        row = _row(path, number, line)
        name = str(row["id"]) if isinstance(row.get("id"), str | int) else ""
        if name.split() != [name] or not name.isprintable():
            raise BenchmarkError(path, number, Fault.BAD_ID)
        if ids.setdefault(name, len(ids)) < len(documents):
            raise BenchmarkError(path, number, Fault.TWICE)
        documents.append(Document(ids[name], *_texts(path, number, row)))
    return list(ids), documents


def _row(path: Path, number: int, line: str) -> dict[str, object]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BenchmarkError(path, number, Fault.NOT_JSON) from error
    if not isinstance(row, dict):
        raise BenchmarkError(path, number, Fault.NOT_JSON)
    return row


def _texts(path: Path, number: int, row: dict[str, object]) -> tuple[str, str]:
    title, content = row.get("title"), row.get("content")
    if not isinstance(title, str) or not title.strip():
        raise BenchmarkError(path, number, Fault.NO_TITLE)
    if content is not None and not isinstance(content, str):
        raise BenchmarkError(path, number, Fault.BAD_CONTENT)
    return title, content or ""


def _read_judgements(path: Path, needs: dict[str, int], achievements: dict[str, int]) -> dict[int, dict[int, float]]:
    lines = _lines(path)
    number, heading = next(lines)
    if heading.rstrip("\r").split("\t") != HEADING:
        raise BenchmarkError(path, number, Fault.BAD_HEADING)
    judged: dict[int, dict[int, float]] = {}
    for number, line in lines:
        cells = line.rstrip("\r").split("\t")
        if len(cells) != len(HEADING):
            raise BenchmarkError(path, number, Fault.BAD_COLUMNS)
        if cells[0] not in needs:
            raise BenchmarkError(path, number, Fault.UNKNOWN_NEED)
        if cells[1] not in achievements:
            raise BenchmarkError(path, number, Fault.UNKNOWN_ACHIEVEMENT)
        row = judged.setdefault(needs[cells[0]], {})
        if achievements[cells[1]] in row:
            raise BenchmarkError(path, number, Fault.TWICE)
        row[achievements[cells[1]]] = _level(path, number, cells[2])
    if not judged:
        raise BenchmarkError(path, 0, Fault.EMPTY)
    return judged


def _level(path: Path, number: int, cell: str) -> float:
    try:
        level = float(cell)
    except ValueError as error:
        raise BenchmarkError(path, number, Fault.BAD_LEVEL) from error
    if not LOWEST <= level <= HIGHEST:
        raise BenchmarkError(path, number, Fault.BAD_LEVEL)
    return level
