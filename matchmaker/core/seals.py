"""Sealed files: a document with one line appended that signs every byte before it.

The line is ``%SEAL-ED25519 <public key> <signature>``, both in lower-case hex.
In a PDF it is a comment after the end mark, which readers skip. The signature
covers everything up to itself, the public key included, so that no byte of
the file can change unnoticed; whoever verifies compares the key with the one
that the installation publishes.
"""

from __future__ import annotations

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from matchmaker.core.signing import raw_public

MARK = b"%SEAL-ED25519 "
SIGNATURE_LENGTH = 129  # 128 hex digits and a line end


def seal(document: bytes, key: Ed25519PrivateKey) -> bytes:
    """``document`` with its seal."""
    ending = b"" if document.endswith(b"\n") else b"\n"
    signed = document + ending + MARK + raw_public(key.public_key()).hex().encode() + b" "
    return signed + key.sign(signed).hex().encode() + b"\n"


def is_genuine(sealed: bytes, public: Ed25519PublicKey) -> bool:
    """Whether ``public`` sealed exactly these bytes."""
    signed, line = sealed[:-SIGNATURE_LENGTH], sealed[-SIGNATURE_LENGTH:]
    if not signed.endswith(MARK + raw_public(public).hex().encode() + b" "):
        return False
    try:
        signature = bytes.fromhex(line[:-1].decode("ascii"))
        public.verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return line == signature.hex().encode() + b"\n"
