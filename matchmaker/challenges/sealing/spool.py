"""Where the files of a bid wait while its body comes in: never readable on a disk.

The form's parser would keep whatever is large in a temporary file as it came.
Here a file stays in memory up to ``IN_MEMORY``; what is larger goes to a
temporary file without a name, encrypted under a key that only this object
knows and that is gone with it.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from matchmaker.challenges.sealing import stream

IN_MEMORY = 256 * 1024


class SealedSpool(io.RawIOBase):
    """A stream that is first written, then read from its beginning; any number of times.

    ``seek`` knows the beginning only, and ends the writing. Raises ValueError
    for writing after that and for any other place.
    """

    def __init__(self) -> None:
        self._key = stream.new_key()
        self._sink: BinaryIO = io.BytesIO()
        self._writer: stream.SealingWriter | None = stream.SealingWriter(self._sink, self._key)
        self._pieces: Iterator[bytes] = iter(())
        self._rest = b""
        self._size = 0

    def writable(self) -> bool:
        return self._writer is not None

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def write(self, data: Any, /) -> int:
        """Take ``data``; whole pieces are encrypted at once."""
        if self._writer is None:
            raise ValueError("the spool was read already")
        self._writer.write(bytes(data))
        if isinstance(self._sink, io.BytesIO) and self._sink.tell() > IN_MEMORY:
            self._move_to_disk()
        return len(data)

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Go back to the beginning."""
        if offset or whence != io.SEEK_SET:
            raise ValueError("a spool is read from its beginning only")
        if self._writer is not None:
            self._writer.finish()
            self._size, self._writer = self._writer.size, None
        self._sink.seek(0)
        self._pieces, self._rest = stream.unseal(self._sink, self._key), b""
        return 0

    def readinto(self, buffer: Any, /) -> int:
        if not self._rest:
            self._rest = next((piece for piece in self._pieces if piece), b"")
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)

    @property
    def size(self) -> int:
        """How many bytes were written, once writing has ended."""
        return self._size

    def close(self) -> None:
        if not self.closed:
            self._sink.close()
        super().close()

    def _move_to_disk(self) -> None:
        held = self._sink
        self._sink = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the spool
        held.seek(0)
        self._sink.write(held.read())
        held.close()
        if self._writer is not None:
            self._writer.sink = self._sink
