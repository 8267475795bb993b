"""Drafts of bids, encrypted under a passphrase that the team is asked for each time and nobody keeps."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from matchmaker.challenges.sealing.officers import Cost, WrongPassphrase

SALT_BYTES = 16
SMALLEST = 16 * 1024
_HEAD = SALT_BYTES + 12
# Every passphrase gets a fresh salt with each saving, so no key encrypts twice.
_NONCE = bytes(12)


def seal(document: Mapping[str, Any], passphrase: str, *, context: str, cost: Cost | None = None) -> bytes:
    """``document`` under ``passphrase``, padded to a power of two, at least 16 KiB.

    What opens it later must name the same ``context``.
    """
    chosen = cost or Cost()
    salt = secrets.token_bytes(SALT_BYTES)
    head = salt + b"".join(each.to_bytes(4) for each in (chosen.passes, chosen.memory, chosen.lanes))
    content = json.dumps(document, ensure_ascii=False).encode()
    room = max(SMALLEST, 1 << (len(content) - 1).bit_length())
    sealed = ChaCha20Poly1305(_derive(head, passphrase)).encrypt(
        _NONCE, content + b" " * (room - len(content)), head + context.encode()
    )
    return head + sealed


def unseal(draft: bytes, passphrase: str, *, context: str) -> dict[str, Any]:
    """The document of ``draft``; raises WrongPassphrase, also for a draft that was damaged."""
    head = draft[:_HEAD]
    try:
        content = ChaCha20Poly1305(_derive(head, passphrase)).decrypt(_NONCE, draft[_HEAD:], head + context.encode())
    except InvalidTag as error:
        raise WrongPassphrase([]) from error
    document: dict[str, Any] = json.loads(content)
    return document


def _derive(head: bytes, passphrase: str) -> bytes:
    passes, memory, lanes = (int.from_bytes(head[place : place + 4]) for place in range(SALT_BYTES, _HEAD, 4))
    return hash_secret_raw(
        passphrase.encode(),
        head[:SALT_BYTES],
        time_cost=passes,
        memory_cost=memory,
        parallelism=lanes,
        hash_len=32,
        type=Type.ID,
    )
