"""Small sealed boxes: anyone may close one, only the challenge's private key opens it.

HPKE (RFC 9180) in base mode with X25519, HKDF-SHA256 and ChaCha20-Poly1305.
All boxes have one size, whatever they hold.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from matchmaker.challenges.sealing.stream import Tampered

ALGORITHM = "hpke-x25519-sha256-chacha20poly1305/stream-chacha20poly1305/1"
ROOM = 4096
_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def close(public: bytes, document: Mapping[str, Any], *, context: str) -> bytes:
    """A box with ``document``; it opens under the same ``context`` only. ValueError when it does not fit."""
    content = json.dumps(document, ensure_ascii=False, sort_keys=True).encode()
    if len(content) > ROOM:
        raise ValueError("the document does not fit the box")
    padded = content + b" " * (ROOM - len(content))
    return _SUITE.encrypt(padded, X25519PublicKey.from_public_bytes(public), info=context.encode())


def open_box(private: bytes, box: bytes, *, context: str) -> dict[str, Any]:
    """The document in ``box``; raises Tampered when it is not as it was closed."""
    try:
        content = _SUITE.decrypt(box, X25519PrivateKey.from_private_bytes(private), info=context.encode())
    except InvalidTag as error:
        raise Tampered("the sealed box is damaged") from error
    document: dict[str, Any] = json.loads(content)
    return document
