"""The key of a challenge, shared among named officers so that any two of them open.

The private key is split (``shamir``); each share is encrypted under a key that
Argon2id derives from its officer's passphrase. What results is one document,
kept outside the database; neither it nor the database opens anything.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from matchmaker.challenges.sealing import shamir
from matchmaker.challenges.sealing.boxes import ALGORITHM

THRESHOLD, FEWEST = 2, 3
SALT_BYTES, KEY_BYTES = 16, 32
# Every wrapping key is derived from a fresh salt and used once.
_NONCE = bytes(12)


class WrongPassphrase(ValueError):
    """A passphrase does not open its officer's share. ``officers`` are those it concerns."""

    def __init__(self, officers: list[int]) -> None:
        super().__init__(f"wrong passphrase: {officers}")
        self.officers = officers


@dataclass(frozen=True, slots=True)
class Cost:
    """What one derivation costs: passes, memory in KiB, lanes (RFC 9106, second recommended option)."""

    passes: int = 3
    memory: int = 64 * 1024
    lanes: int = 4


@dataclass(frozen=True, slots=True)
class ChallengeKeys:
    """``public`` goes into the database, ``document`` (JSON) beside it into a file."""

    public: bytes
    document: dict[str, Any]


def make(challenge_id: int, passphrases: Mapping[int, str], cost: Cost | None = None) -> ChallengeKeys:
    """A new key pair whose private half any two of the officers (id → passphrase) give together.

    Raises ValueError for fewer than three officers.
    """
    if len(passphrases) < FEWEST:
        raise ValueError("at least three officers hold a share")
    private = X25519PrivateKey.generate()
    public = private.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    raw = private.private_bytes(
        serialization.Encoding.Raw, serialization.PrivateFormat.Raw, serialization.NoEncryption()
    )
    shares = shamir.split(raw, threshold=THRESHOLD, count=len(passphrases))
    head = {"challenge": challenge_id, "algorithm": ALGORITHM, "public_key": public.hex(), "threshold": THRESHOLD}
    wrapped = [
        _wrap(head, officer, share, passphrase, cost or Cost())
        for (officer, passphrase), share in zip(sorted(passphrases.items()), shares, strict=True)
    ]
    return ChallengeKeys(public, {**head, "shares": wrapped})


def unlock(document: Mapping[str, Any], passphrases: Mapping[int, str]) -> bytes:
    """The private key, by two officers' passphrases (id → passphrase).

    Raises ValueError for officers who hold no share or for too few,
    WrongPassphrase naming all whose passphrase is not theirs.
    """
    entries = {entry["officer"]: entry for entry in document["shares"]}
    if not passphrases.keys() <= entries.keys() or len(passphrases) < document["threshold"]:
        raise ValueError("two officers of this challenge are needed")
    opened = {officer: _unwrap(document, entries[officer], text) for officer, text in passphrases.items()}
    wrong = sorted(officer for officer, share in opened.items() if share is None)
    if wrong:
        raise WrongPassphrase(wrong)
    raw = shamir.combine([share for share in opened.values() if share is not None], length=KEY_BYTES)
    public = X25519PrivateKey.from_private_bytes(raw).public_key()
    found = public.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    if found.hex() != document["public_key"]:
        raise ValueError("the shares do not belong to this key")
    return raw


def _wrap(head: Mapping[str, Any], officer: int, share: shamir.Share, passphrase: str, cost: Cost) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "officer": officer,
        "x": share.x,
        "salt": secrets.token_bytes(SALT_BYTES).hex(),
        "passes": cost.passes,
        "memory": cost.memory,
        "lanes": cost.lanes,
    }
    key = _derive(entry, passphrase)
    content = share.y.to_bytes(shamir.SHARE_BYTES)
    entry["wrapped"] = ChaCha20Poly1305(key).encrypt(_NONCE, content, _bound_to(head, entry)).hex()
    return entry


def _unwrap(document: Mapping[str, Any], entry: Mapping[str, Any], passphrase: str) -> shamir.Share | None:
    key = _derive(entry, passphrase)
    try:
        content = ChaCha20Poly1305(key).decrypt(_NONCE, bytes.fromhex(entry["wrapped"]), _bound_to(document, entry))
    except InvalidTag:
        return None
    return shamir.Share(entry["x"], int.from_bytes(content))


def _bound_to(head: Mapping[str, Any], entry: Mapping[str, Any]) -> bytes:
    return f"{head['challenge']}|{head['public_key']}|{entry['officer']}|{entry['x']}".encode()


def _derive(entry: Mapping[str, Any], passphrase: str) -> bytes:
    return hash_secret_raw(
        passphrase.encode(),
        bytes.fromhex(entry["salt"]),
        time_cost=entry["passes"],
        memory_cost=entry["memory"],
        parallelism=entry["lanes"],
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
