"""Receipts that anyone can verify offline: a statement and an Ed25519 signature over its canonical JSON.

``openssl pkeyutl -verify -rawin`` does the same with the statement's bytes;
the public key's fingerprint is what a stranger compares with the published one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from matchmaker.core.signing import raw_public

KEY_NAME = "bid-receipts"


def canonical(document: Mapping[str, Any]) -> bytes:
    """The bytes that are signed and hashed: sorted keys, no spaces, UTF-8."""
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def sign(statement: Mapping[str, Any], key: Ed25519PrivateKey) -> dict[str, Any]:
    """The receipt over ``statement``, with the key that verifies it."""
    signature = key.sign(canonical(statement)).hex()
    return {"statement": dict(statement), "signature": signature, "public_key": raw_public(key.public_key()).hex()}


def is_genuine(receipt: Mapping[str, Any], public: Ed25519PublicKey | None = None) -> bool:
    """Whether the signature holds, under ``public`` or else under the key the receipt names."""
    try:
        key = public or Ed25519PublicKey.from_public_bytes(bytes.fromhex(receipt["public_key"]))
        key.verify(bytes.fromhex(receipt["signature"]), canonical(receipt["statement"]))
    except (InvalidSignature, ValueError, KeyError, TypeError):
        return False
    return True


def fingerprint(public_hex: str) -> str:
    """SHA-256 of a public key in hex, for comparing by eye."""
    return hashlib.sha256(bytes.fromhex(public_hex)).hexdigest()


def entry_hash(salt: str, entry: Mapping[str, Any]) -> str:
    """The salted hash under which an act stands before the opening; the salt is on the receipt."""
    return hashlib.sha256(salt.encode() + canonical(entry)).hexdigest()
