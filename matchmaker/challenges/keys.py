"""The keys an installation keeps on disk for challenges, and the shares of each challenge's own key."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from matchmaker.challenges.sealing.receipts import KEY_NAME
from matchmaker.challenges.sealing.tags import SECRET_NAME
from matchmaker.core import signing
from matchmaker.core.errors import Conflict, NotFound
from matchmaker.core.i18n import N_

SCORES_NAME = "score-sheets"


@dataclass(frozen=True, slots=True)
class HouseKeys:
    """``blinding`` names envelopes, ``signing`` signs receipts, ``scores`` keeps sheets until all are in.

    None of them reads a bid.
    """

    blinding: bytes
    signing: Ed25519PrivateKey
    scores: bytes


def load(key_dir: Path) -> HouseKeys:
    """The installation's keys, made on first use. Reads files: call it outside a transaction."""
    return HouseKeys(
        blinding=signing.secret(key_dir, SECRET_NAME),
        signing=signing.private_key(key_dir, KEY_NAME),
        scores=signing.secret(key_dir, SCORES_NAME),
    )


def shares_path(key_dir: Path, challenge_id: int, public_key: str) -> Path:
    """Where the wrapped shares of a challenge's key lie: outside the database. Each key has a file of its own."""
    return key_dir / "challenges" / f"{challenge_id}-{public_key[:32]}.json"


def keep_shares(path: Path, document: Mapping[str, Any]) -> None:
    """Write the shares once, mode 0600; Conflict when they are there, for they may be in use."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Conflict(N_("这份密钥文件已经存在。")) from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(document, file, indent=1)
        file.flush()
        os.fsync(file.fileno())


def read_shares(path: Path) -> dict[str, Any]:
    """The wrapped shares; NotFound when nobody made any."""
    try:
        document: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise NotFound(N_("没有找到这道榜题的密钥文件。")) from error
    return document
