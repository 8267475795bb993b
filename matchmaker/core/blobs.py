"""The bytes of attachments: ``blobs/<aa>/<uuid>``, written and synced before any row speaks of them.

The type is read off the content, never believed from the name. What no row
knows a day later is an orphan and is swept.
"""

from __future__ import annotations

import hashlib
import os
import time
import uuid
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from matchmaker.core.errors import Invalid
from matchmaker.core.i18n import N_

LARGEST = 20 * 1024 * 1024
CHUNK = 1024 * 1024
ORPHAN_SECONDS = 24 * 3600
NAME_LENGTH = 160
_OPENXML = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": f"{_OPENXML}.wordprocessingml.document",
    "xlsx": f"{_OPENXML}.spreadsheetml.sheet",
}
_MAGIC = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx"}
REFUSED = N_("只能上传 PDF、PNG、JPG、DOCX、XLSX 文件。")


@dataclass(frozen=True, slots=True)
class StoredBlob:
    """A file on disk: ``blob`` is its path under the blob folder."""

    file_name: str
    media_type: str
    size: int
    sha256: str
    blob: str


def store(folder: Path, stream: IO[bytes], file_name: str, *, largest: int = LARGEST) -> StoredBlob:
    """Write ``stream``, at most ``largest`` bytes, to a new blob and sync it.

    Raises Invalid (field ``file``) for an empty or oversized file and for a
    type that is not allowed; nothing is left behind then.
    """
    blob = reserve(folder)
    path = path_of(folder, blob)
    try:
        size, digest = _write(path, stream, largest)
        extension = _type_of(path)
        _sync_folder(path.parent)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    return StoredBlob(safe_name(file_name, extension), TYPES[extension], size, digest, blob)


def reserve(folder: Path) -> str:
    """The path of a blob that is not there yet; its folder is."""
    name = uuid.uuid4().hex
    (folder / name[:2]).mkdir(parents=True, exist_ok=True, mode=0o700)
    return f"{name[:2]}/{name}"


def path_of(folder: Path, blob: str) -> Path:
    """Where the bytes of ``blob`` lie."""
    return folder / blob


def sweep(folder: Path, known: Collection[str]) -> int:
    """Remove blobs older than a day that are not among ``known``; returns how many."""
    oldest, removed = time.time() - ORPHAN_SECONDS, 0
    for path in folder.glob("??/*"):
        if f"{path.parent.name}/{path.name}" not in known and path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _write(path: Path, stream: IO[bytes], largest: int) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > largest:
                raise Invalid(fields={"file": [f"单个文件不能超过 {largest // 1024 // 1024} MB。"]})
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    if size == 0:
        raise Invalid(fields={"file": [N_("请选择文件；空文件不能上传。")]})
    return size, digest.hexdigest()


def _type_of(path: Path) -> str:
    with path.open("rb") as file:
        head = file.read(8)
    for magic, extension in _MAGIC:
        if head.startswith(magic):
            return extension
    if head.startswith(b"PK\x03\x04"):
        return _office_type(path)
    raise Invalid(fields={"file": [REFUSED]})


def type_by_head(head: bytes, file_name: str) -> str:
    """The extension of what begins with ``head``, for a stream that can be read once only.

    Whether a zip is the Office file its name says cannot be told from its
    beginning. Raises Invalid for a type that is not allowed.
    """
    ending = file_name.rpartition(".")[2].lower()
    for magic, extension in _MAGIC:
        if head.startswith(magic):
            return extension
    if head.startswith(b"PK\x03\x04") and ending in _PARTS.values():
        return ending
    raise Invalid(fields={"file": [REFUSED]})


def _office_type(path: Path) -> str:
    """Which Office format a zip holds, by its directory alone; nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise Invalid(fields={"file": [REFUSED]}) from error
    if not any("vbaProject" in name for name in names):
        for part, extension in _PARTS.items():
            if part in names:
                return extension
    raise Invalid(fields={"file": [REFUSED]})


def safe_name(name: str, extension: str) -> str:
    """The name without path and control characters, ending as its content demands."""
    base = "".join(sign for sign in name.replace("\\", "/").rsplit("/", 1)[-1] if sign.isprintable()).strip(". ")
    stem, _dot, ending = base.rpartition(".")
    same = ending.lower() == extension or {ending.lower(), extension} == {"jpeg", "jpg"}
    kept = stem if same and stem else base
    return f"{(kept or 'file')[: NAME_LENGTH - len(extension) - 1]}.{extension}"


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
