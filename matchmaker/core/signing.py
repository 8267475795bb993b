"""The installation's own keys: Ed25519 pairs that sign, and secrets that blind.

Each lies in the key folder under its name, mode 0600, made on first use; the
public half beside it (``<name>.pub``) verifies elsewhere.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

SECRET_BYTES = 32


def private_key(key_dir: Path, name: str) -> Ed25519PrivateKey:
    """The private key called ``name``; the pair is made if it is not there, and two makers agree on one."""
    path = key_dir / f"{name}.key"
    if not path.exists():
        raw = Ed25519PrivateKey.generate().private_bytes(
            serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
        )
        _settle(path, raw, 0o600)
    key = Ed25519PrivateKey.from_private_bytes(path.read_bytes())
    published = key_dir / f"{name}.pub"
    if not published.exists():  # whoever has the private half sees to the public one
        _settle(published, raw_public(key.public_key()), 0o644)
    return key


def public_key(key_dir: Path, name: str) -> Ed25519PublicKey | None:
    """The public key called ``name``, or None when none was made yet."""
    path = key_dir / f"{name}.pub"
    return Ed25519PublicKey.from_public_bytes(path.read_bytes()) if path.exists() else None


def raw_public(key: Ed25519PublicKey) -> bytes:
    """The 32 bytes of a public key."""
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def secret(key_dir: Path, name: str) -> bytes:
    """32 random bytes called ``name``, made if they are not there; two makers agree on one."""
    path = key_dir / f"{name}.secret"
    if not path.exists():
        _settle(path, secrets.token_bytes(SECRET_BYTES), 0o600)
    return path.read_bytes()


def _settle(path: Path, content: bytes, mode: int) -> None:
    """Put ``content`` there in one piece; where another process was first, its file stays."""
    growing = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    _write(growing, content, mode)
    try:
        os.link(growing, path)
    except FileExistsError:
        pass  # another process made it meanwhile
    finally:
        growing.unlink()


def _write(path: Path, content: bytes, mode: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
