"""Whatever is sent, the parent lives, the child stays within its bounds, and one sentence says why."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from matchmaker.core.errors import Invalid
from matchmaker.sheets.tables import sandbox
from tests.support.hostile_sheets import DIED, HOSTILE, READ, workbook

CHINESE = re.compile(r"[\u4e00-\u9fff]")
KILOBYTE = 1024


@pytest.fixture
def given(tmp_path: Path) -> Path:
    return tmp_path / "given"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any] | None]:
    """What the children of this test told."""
    heard: list[dict[str, Any] | None] = []
    run = sandbox._run

    def listen(*given: Any) -> dict[str, Any] | None:
        heard.append(run(*given))
        return heard[-1]

    monkeypatch.setattr(sandbox, "_run", listen)
    return heard


def outcome(given: Path, target: Path) -> str:
    """The code of what came of it."""
    try:
        sandbox.read_file(given, target)
    except Invalid as error:
        (message,) = error.fields["file"]
        assert CHINESE.search(message)
        codes = {_start(text): code for code, text in sandbox.REASONS.items()} | {_start(sandbox.UNREADABLE): DIED}
        return codes[_start(message)]
    return READ


def _start(message: str) -> str:
    return message[:8]


def test_there_are_enough_of_them() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_does_no_harm(name: str, given: Path, tmp_path: Path, told: list[dict[str, Any] | None]) -> None:
    given.write_bytes(HOSTILE[name].make())
    target = tmp_path / "rows"
    code = outcome(given, target)
    assert code in HOSTILE[name].outcomes
    assert all(each is None or 0 < each["peak_kb"] <= 512 * KILOBYTE for each in told)
    assert target.exists() is (code == READ)


def test_no_two_reasons_begin_alike() -> None:
    starts = [_start(text) for text in [*sandbox.REASONS.values(), sandbox.UNREADABLE]]
    assert len(set(starts)) == len(starts)


def test_a_child_that_does_not_end_is_killed(given: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    endless = tmp_path / "endless.py"
    endless.write_text("import time\nwhile True: time.sleep(1)\n", encoding="utf-8")
    monkeypatch.setattr(sandbox, "PROGRAM", endless)
    given.write_bytes(workbook())
    with pytest.raises(Invalid) as caught:
        sandbox.read_file(given, tmp_path / "rows", wall_seconds=0.2)
    assert "用时过长" in caught.value.fields["file"][0]
    assert not (tmp_path / "rows").exists()


def test_rows_come_as_they_stand(given: Path, tmp_path: Path) -> None:
    given.write_bytes(workbook())
    found = sandbox.read_file(given, tmp_path / "rows")
    assert (found.rows, found.columns, found.sheet, found.others) == (2, 1, "表", ())
    assert list(sandbox.stored_rows(tmp_path / "rows")) == [(1, ["名称"]), (2, ["甲"])]
    assert (tmp_path / "rows").stat().st_mode & 0o777 == 0o600
