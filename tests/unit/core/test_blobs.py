"""Files: judged by their bytes, named harmlessly, never left behind half-written."""

from __future__ import annotations

import hashlib
import io
import os
import time
import zipfile
from pathlib import Path

import pytest

from matchmaker.core import blobs
from matchmaker.core.errors import Invalid

PDF = b"%PDF-1.7\n" + b"x" * 100


def office(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return held.getvalue()


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize(
    ("content", "name", "stored"),
    [
        (PDF, "报告.pdf", "报告.pdf"),
        (PDF, "报告.exe", "报告.exe.pdf"),
        (PDF, "../../etc/passwd", "passwd.pdf"),
        (PDF, "C:\\资料\\报告.PDF", "报告.pdf"),
        (b"\xff\xd8\xff\xe0rest", "照片.jpeg", "照片.jpg"),
        (b"\x89PNG\r\n\x1a\nrest", "", "file.png"),
        (office("word/document.xml"), "合同.docx", "合同.docx"),
        (office("xl/workbook.xml"), "表.xlsx", "表.xlsx"),
        (PDF, "长" * 300 + ".pdf", "长" * 156 + ".pdf"),
    ],
)
def test_the_content_decides_the_type_and_the_ending(tmp_path: Path, content: bytes, name: str, stored: str) -> None:
    blob = blobs.store(tmp_path, io.BytesIO(content), name)
    assert blob.file_name == stored
    assert blob.sha256 == hashlib.sha256(content).hexdigest()
    assert blobs.path_of(tmp_path, blob.blob).read_bytes() == content


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html><script>",
        b"MZ\x90",
        office("anything.txt"),
        office("word/document.xml", "word/vbaProject.bin"),
        b"PK\x03\x04broken",
    ],
)
def test_other_types_are_refused_and_leave_nothing(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Invalid) as refusal:
        blobs.store(tmp_path, io.BytesIO(content), "报告.pdf")
    assert set(refusal.value.fields) == {"file"}
    assert files(tmp_path) == []


def test_an_oversized_file_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        blobs.store(tmp_path, io.BytesIO(PDF), "报告.pdf", largest=64)
    assert files(tmp_path) == []


def test_the_sweep_takes_old_orphans_only(tmp_path: Path) -> None:
    kept, orphan, fresh = (blobs.store(tmp_path, io.BytesIO(PDF), "a.pdf") for _ in range(3))
    yesterday = time.time() - blobs.ORPHAN_SECONDS - 60
    for each in (kept, orphan):
        os.utime(blobs.path_of(tmp_path, each.blob), (yesterday, yesterday))
    assert blobs.sweep(tmp_path, {kept.blob}) == 1
    assert sorted(files(tmp_path)) == sorted(blobs.path_of(tmp_path, each.blob) for each in (kept, fresh))
