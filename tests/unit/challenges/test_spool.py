"""What is uploaded waits without lying anywhere in the clear."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import BinaryIO

import pytest

from matchmaker.challenges.sealing.spool import IN_MEMORY, SealedSpool

WORD = b"a word that nobody may find on a disk"
LARGE = WORD * (4 * IN_MEMORY // len(WORD))


def filled(content: bytes, step: int = 10_000) -> SealedSpool:
    made = SealedSpool()
    for start in range(0, len(content), step):
        made.write(content[start : start + step])
    made.seek(0)
    return made


@pytest.mark.parametrize("content", [b"", WORD, LARGE, bytes(64 * 1024), bytes(64 * 1024 + 1)])
def test_what_was_written_is_read_again_and_again(content: bytes) -> None:
    made = filled(content)
    assert made.read() == content
    made.seek(0)
    assert b"".join(iter(lambda: made.read(7_001), b"")) == content
    assert made.size == len(content)


def test_a_large_file_goes_to_disk_and_is_not_readable_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_files: list[BinaryIO] = []

    def named() -> BinaryIO:
        file = (tmp_path / f"spool{len(made_files)}").open("w+b")
        made_files.append(file)
        return file

    monkeypatch.setattr(tempfile, "TemporaryFile", named)
    made = filled(LARGE)
    made_files[0].flush()
    held = (tmp_path / "spool0").read_bytes()
    assert len(held) > len(LARGE)
    assert WORD not in held
    assert made.read() == LARGE
    made.close()
    assert made_files[0].closed


def test_a_small_file_stays_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda: pytest.fail("went to disk"))
    assert filled(bytes(IN_MEMORY // 2)).read() == bytes(IN_MEMORY // 2)


def test_a_spool_is_written_once_and_read_from_its_beginning() -> None:
    made = filled(WORD)
    with pytest.raises(ValueError, match="read already"):
        made.write(b"more")
    with pytest.raises(ValueError, match="beginning"):
        made.seek(3)
    with pytest.raises(ValueError, match="beginning"):
        made.seek(0, io.SEEK_END)
    assert not made.seekable()
    assert made.readable()
