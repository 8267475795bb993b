"""What lies in an envelope: one document and files, padded so that its size says little.

A run of frames: a kind (one byte), a length (four), the content. ``D`` is the
document, ``F`` begins a file with its name, ``C`` continues it, ``E`` ends the
run; zeros follow up to the next power of two, at least 256 KiB.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from matchmaker.challenges.sealing.stream import Tampered

SMALLEST = 256 * 1024
LARGEST = 64 * 1024 * 1024
DOCUMENT, FILE, CONTENT, END = b"D", b"F", b"C", b"E"
_HEAD = 5
_ZEROS = bytes(64 * 1024)

NamedContent = tuple[str, Iterable[bytes]]


class Writer(Protocol):
    """Takes bytes and counts them."""

    size: int

    def write(self, data: bytes) -> None: ...


class TooLarge(ValueError):
    """Document and files together pass 64 MiB."""


def write(writer: Writer, document: Mapping[str, Any], files: Iterable[NamedContent] = ()) -> None:
    """Write ``document`` and ``files`` (name, content in pieces) and the padding. Raises TooLarge."""
    _frame(writer, DOCUMENT, json.dumps(document, ensure_ascii=False).encode())
    for name, content in files:
        _frame(writer, FILE, name.encode())
        for piece in content:
            _frame(writer, CONTENT, piece)
    _frame(writer, END, b"")
    target = padded(writer.size)
    while writer.size < target:
        writer.write(_ZEROS[: target - writer.size])


def padded(size: int) -> int:
    """The size to which ``size`` bytes are filled up."""
    return max(SMALLEST, 1 << (size - 1).bit_length())


def frames(pieces: Iterable[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """(kind, content) of each frame before the end; the padding is read and proven, too.

    Raises Tampered for what is no run of frames.
    """
    source, buffer = iter(pieces), bytearray()
    while True:
        head = _take(source, buffer, _HEAD)
        kind, content = head[:1], _take(source, buffer, int.from_bytes(head[1:]))
        if kind == END:
            break
        if kind not in {DOCUMENT, FILE, CONTENT}:
            raise Tampered("unknown frame")
        yield kind, content
    for _padding in source:
        pass


def document_of(pieces: Iterable[bytes]) -> tuple[dict[str, Any], list[str]]:
    """The document and the names of the files; the whole stream is read and so proven."""
    document: dict[str, Any] = {}
    names = []
    for kind, content in frames(pieces):
        if kind == DOCUMENT:
            document = json.loads(content)
        elif kind == FILE:
            names.append(content.decode())
    return document, names


def file_of(pieces: Iterable[bytes], number: int) -> Iterator[bytes]:
    """The content of file ``number`` (from 0) in pieces; nothing when there is none."""
    current = -1
    for kind, content in frames(pieces):
        current += kind == FILE
        if kind == CONTENT and current == number:
            yield content


def _frame(writer: Writer, kind: bytes, content: bytes) -> None:
    if writer.size + len(content) > LARGEST - 2 * _HEAD:
        raise TooLarge("an envelope holds 64 MiB")
    writer.write(kind + len(content).to_bytes(4) + content)


def _take(source: Iterator[bytes], buffer: bytearray, count: int) -> bytes:
    while len(buffer) < count:
        piece = next(source, None)
        if piece is None:
            raise Tampered("the run of frames breaks off")
        buffer += piece
    taken = bytes(buffer[:count])
    del buffer[:count]
    return taken
