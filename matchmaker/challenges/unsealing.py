"""Reading all envelopes of a challenge with its private key: pure, repeatable, in an order of its own.

The order depends on what is in the envelopes only through their hashes, so
that every opening of the same set gives the same order, and nobody's place
tells when they came.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from matchmaker.challenges.bid_content import BidContent
from matchmaker.challenges.models import SealedEnvelope
from matchmaker.challenges.sealing import boxes, container, receipts, stream
from matchmaker.core import blobs

BID, WITHDRAWAL, EMPTY = "bid", "withdrawal", "empty"
CHUNK = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Act:
    """Something a team did while bids were sealed, as its record tells."""

    envelope: SealedEnvelope
    kind: str
    organization_id: int
    number: int
    user_id: int | None
    content_key: bytes
    receipt: dict[str, Any]

    @property
    def received_at(self) -> datetime:
        return datetime.fromisoformat(self.receipt["statement"]["received_at"])


@dataclass(frozen=True, slots=True)
class OpenedBid:
    """A live bid, read and proven."""

    act: Act
    content: BidContent
    files: list[str]


@dataclass(frozen=True, slots=True)
class Unsealed:
    """What the envelopes held: every act, and the live bids in the order of the opening."""

    root: str
    acts: list[Act]
    bids: list[OpenedBid]


def context_of(challenge_id: int, posting: int) -> str:
    """What binds a record to its challenge and posting."""
    return f"challenge {challenge_id} posting {posting}"


def root_of(rows: Iterable[SealedEnvelope]) -> str:
    """One hash over all envelopes, used or empty, in no order."""
    digests = sorted(_digest(row) for row in rows)
    return hashlib.sha256("".join(digests).encode()).hexdigest()


def unseal(
    rows: list[SealedEnvelope], private: bytes, *, context: str, folder: Path, verifier: Ed25519PublicKey
) -> Unsealed:
    """Read every record, prove it against its receipt, and read the live bids.

    Raises Tampered, naming the envelope, when a record, a ciphertext or a
    receipt is not as it was.
    """
    root = root_of(rows)
    acts = sorted(
        (act for row in rows if (act := _act(row, private, context, verifier)) is not None),
        key=lambda act: (act.organization_id, act.number),
    )
    last = {act.organization_id: act for act in acts}
    live = sorted((act for act in last.values() if act.kind == BID), key=lambda act: _place(root, act.envelope.id))
    return Unsealed(root, acts, [_read(act, folder) for act in live])


def _digest(row: SealedEnvelope) -> str:
    parts = (row.id, row.tag, row.mark, row.blob, row.ciphertext_hash, row.entry_hash, row.record.hex())
    return hashlib.sha256("|".join(parts).encode()).hexdigest()


def _place(root: str, envelope_id: str) -> str:
    return hashlib.sha256(f"{root}|{envelope_id}".encode()).hexdigest()


def _act(row: SealedEnvelope, private: bytes, context: str, verifier: Ed25519PublicKey) -> Act | None:
    try:
        record = boxes.open_box(private, row.record, context=context)
    except stream.Tampered as error:
        raise stream.Tampered(f"{row.id}: {error}") from error
    if record["kind"] == EMPTY:
        return None
    receipt = record["receipt"]
    if not _agrees(row, receipt, verifier):
        raise stream.Tampered(f"{row.id}: the envelope is not the one its receipt speaks of")
    key = bytes.fromhex(record["content_key"])
    return Act(row, record["kind"], record["organization"], record["number"], record["user"], key, receipt)


def _agrees(row: SealedEnvelope, receipt: Mapping[str, Any], verifier: Ed25519PublicKey) -> bool:
    statement = receipt["statement"]
    return (
        receipts.is_genuine(receipt, verifier)
        and statement["envelope"] == row.id
        and statement["ciphertext_sha256"] == row.ciphertext_hash
        and statement["entry_hash"] == row.entry_hash == receipts.entry_hash(statement["salt"], statement["entry"])
    )


def _read(act: Act, folder: Path) -> OpenedBid:
    path = blobs.path_of(folder, act.envelope.blob)
    try:
        intact = _hash_of(path) == act.envelope.ciphertext_hash
        with path.open("rb") as file:
            document, names = container.document_of(stream.unseal(file, act.content_key)) if intact else ({}, [])
    except (OSError, stream.Tampered) as error:
        raise stream.Tampered(f"{act.envelope.id}: {error}") from error
    if not intact:
        raise stream.Tampered(f"{act.envelope.id}: the ciphertext is not the one that was received")
    return OpenedBid(act, BidContent.from_json(document), names)


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
