"""The child by itself: what it gives up, what it takes for a table, what a cell says."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest

from matchmaker.sheets.tables import child, sandbox
from tests.support.hostile_sheets import workbook


def in_child(program: str, tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run ``program`` after the child has given up what it gives up."""
    start = f"import sys; sys.path.insert(0, {str(sandbox.PROGRAM.parent)!r}); import child; "
    whole = f"{start}child._give_up_memory(); child._give_up_files(); {program}"
    command = [sys.executable, "-I", "-c", whole]
    return subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, check=False, timeout=60)


@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("import socket; socket.socket()", "OSError"),
        ("open('/etc/hostname')", "OSError"),
        ("bytearray(600 * 1024 * 1024)", "MemoryError"),
        ("import os; os.open('x', os.O_CREAT)", "OSError"),
    ],
)
def test_the_child_can_reach_neither_network_nor_files_nor_much_memory(
    program: str, error: str, tmp_path: Path
) -> None:
    ended = in_child(program, tmp_path)
    assert ended.returncode != 0
    assert error in ended.stderr


def test_a_child_that_burns_its_seconds_is_ended(tmp_path: Path) -> None:
    ended = in_child("import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 1))\nwhile True: pass", tmp_path)
    assert ended.returncode < 0


def rows(data: bytes) -> list[tuple[int, list[str]]]:
    held = io.StringIO()
    child.read(data, held)
    return [(number, cells) for number, cells in map(json.loads, held.getvalue().splitlines())]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_text_tables_of_any_habit_are_read(encoding: str, separator: str) -> None:
    text = f'名称{separator}说明\r\n银浆{separator}"两行\n文字"\r\n\r\n菌渣{separator}\r\n'
    assert rows(text.encode(encoding)) == [(1, ["名称", "说明"]), (2, ["银浆", "两行\n文字"]), (4, ["菌渣"])]


def test_cells_keep_their_rows_and_columns() -> None:
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page["B3"], page["C3"], page["B5"], page["C5"] = "名称", "日期", "银浆", date(2026, 3, 5)
    hidden = book.create_sheet("藏起来的", 0)
    hidden.append(["不读"])
    hidden.append(["这张"])
    hidden.sheet_state = "hidden"
    held = io.BytesIO()
    book.save(held)
    assert rows(held.getvalue()) == [(3, ["", "名称", "日期"]), (5, ["", "银浆", "2026-03-05"])]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        (None, ""),
        (True, "是"),
        (5.0, "5"),
        (0.1 + 0.2, "0.3"),
        (1e20, "1e+20"),
        (datetime.fromisoformat("2026-03-05"), "2026-03-05"),
        (datetime.fromisoformat("2026-03-05T08:30"), "2026-03-05 08:30"),
        (time(8, 30), "08:30:00"),
        (timedelta(hours=1), "1:00:00"),
        (" 两行\r\n文字_x000D_ ", "两行\n文字"),
    ],
)
def test_what_cells_say(cell: object, said: str) -> None:
    assert child._text(cell) == said


def test_kinds_are_told_by_content() -> None:
    assert child.kind_of(workbook()) == "xlsx"
    assert child.kind_of("名称,编号".encode()) == "csv"
