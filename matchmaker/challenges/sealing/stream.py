"""Encryption of a stream of any length, piece by piece, so that plaintext need never touch a disk.

Each key encrypts one stream only. A piece of 64 KiB is sealed by
ChaCha20-Poly1305 under a nonce that holds its number and whether it is the
last (the STREAM construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015):
pieces cannot be swapped, dropped, added or cut off unnoticed.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

PIECE = 64 * 1024
TAG = 16
KEY_BYTES = 32


class Tampered(ValueError):
    """What was sealed is not what lies there, or the key is another one."""


def new_key() -> bytes:
    """A key for one stream."""
    return secrets.token_bytes(KEY_BYTES)


class SealingWriter:
    """Encrypts what is written to it into ``sink``; ``finish`` closes the stream.

    ``digest`` is the SHA-256 of the ciphertext so far, ``size`` the number of
    bytes of plaintext taken.
    """

    def __init__(self, sink: IO[bytes], key: bytes) -> None:
        self.sink = sink
        self._cipher = ChaCha20Poly1305(key)
        self._hash = hashlib.sha256()
        self._pending = bytearray()
        self._number = 0
        self.size = 0

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def write(self, data: bytes) -> None:
        """Take ``data``; whole pieces go out at once, save the last."""
        self.size += len(data)
        self._pending += data
        while len(self._pending) > PIECE:
            self._emit(bytes(self._pending[:PIECE]), last=False)
            del self._pending[:PIECE]

    def finish(self) -> None:
        """Write the last piece, which may be empty."""
        self._emit(bytes(self._pending), last=True)
        self._pending.clear()

    def _emit(self, piece: bytes, *, last: bool) -> None:
        sealed = self._cipher.encrypt(_nonce(self._number, last=last), piece, None)
        self._number += 1
        self._hash.update(sealed)
        self.sink.write(sealed)


def unseal(source: IO[bytes], key: bytes) -> Iterator[bytes]:
    """The plaintext of ``source`` in pieces; each is proven before it is handed out.

    Raises Tampered at the first piece that is not as it was sealed, and at
    the end when the last one is missing.
    """
    cipher = ChaCha20Poly1305(key)
    number, sealed = 0, source.read(PIECE + TAG)
    while True:
        following = source.read(PIECE + TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), sealed, None)
        except InvalidTag as error:
            raise Tampered("the sealed stream is damaged") from error
        if not following:
            return
        number, sealed = number + 1, following


def _nonce(number: int, *, last: bool) -> bytes:
    return number.to_bytes(11) + (b"\x01" if last else b"\x00")
