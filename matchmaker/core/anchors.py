"""Signed checkpoints of the audit chain, kept outside the database.

A chain cannot see its own tail cut off; a checkpoint says "entry N had hash
H". One JSON object a line: seq, hash, at, signature (Ed25519 over
``seq|hash|at``, base64). The private key lies in the key folder, mode 0600;
the public key beside it verifies elsewhere.
"""

from __future__ import annotations

import base64
import binascii
import json
import os
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.core import audit, clock, signing

ENTRIES_BETWEEN = 100
SECONDS_BETWEEN = 60
TAIL_BYTES = 4096
KEY_NAME = "audit-anchor"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Entry ``seq`` had ``hash`` at ``at`` (ISO 8601, UTC)."""

    seq: int
    hash: str
    at: str
    signature: str

    @property
    def payload(self) -> bytes:
        return f"{self.seq}|{self.hash}|{self.at}".encode()


def write(session: Session, anchor_file: Path, key_dir: Path) -> Anchor | None:
    """Append a checkpoint of the present head; None when nothing is new."""
    seq, head_hash = session.execute(select(audit.AuditHead.seq, audit.AuditHead.hash)).one()
    last = latest(anchor_file)
    if seq == 0 or (last is not None and last.seq >= seq):
        return None
    at = clock.now().isoformat(timespec="seconds")
    unsigned = Anchor(seq, head_hash, at, "")
    signature = base64.b64encode(signing.private_key(key_dir, KEY_NAME).sign(unsigned.payload)).decode("ascii")
    anchor = Anchor(seq, head_hash, at, signature)
    line = json.dumps({"seq": seq, "hash": head_hash, "at": at, "signature": signature})
    anchor_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with anchor_file.open("a", encoding="ascii") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())
    return anchor


def due(session: Session, anchor_file: Path) -> bool:
    """Whether so many entries came since the last checkpoint that one is due now."""
    seq = session.scalars(select(audit.AuditHead.seq)).one()
    last = latest(anchor_file)
    return seq - (last.seq if last else 0) >= ENTRIES_BETWEEN


def read(anchor_file: Path) -> list[Anchor]:
    """All checkpoints in order; ValueError for a line that is none."""
    if not anchor_file.exists():
        return []
    with anchor_file.open(encoding="ascii") as file:
        return [_parse(line, f"第 {number} 行") for number, line in enumerate(file, 1) if line.strip()]


def latest(anchor_file: Path) -> Anchor | None:
    """The newest checkpoint, or None; reads the end of the file only."""
    if not anchor_file.exists():
        return None
    with anchor_file.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - TAIL_BYTES))
        lines = file.read().decode("ascii", "replace").splitlines()
    return _parse(lines[-1], "末行") if lines else None


def _parse(line: str, place: str) -> Anchor:
    try:
        value = json.loads(line)
        return Anchor(int(value["seq"]), str(value["hash"]), str(value["at"]), str(value["signature"]))
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(f"锚点文件{place}无法识别") from error


def verify(session: Session, anchor_file: Path, key_dir: Path) -> audit.Verdict:
    """Verify the chain, then that every checkpoint is genuine and still holds."""
    verdict = audit.verify(session)
    if verdict.problem:
        return verdict
    try:
        found = read(anchor_file)
    except ValueError as error:
        return audit.Verdict(verdict.entries, verdict.head_hash, str(error))
    public = signing.public_key(key_dir, KEY_NAME) if found else None
    for anchor in found:
        problem = _fault(session, anchor, public, verdict.entries)
        if problem:
            return audit.Verdict(verdict.entries, verdict.head_hash, problem, anchor.seq)
    return verdict


def _fault(session: Session, anchor: Anchor, public: Ed25519PublicKey | None, entries: int) -> str | None:
    if public is None or not _is_genuine(anchor, public):
        return f"第 {anchor.seq} 条的锚点签名无效"
    if anchor.seq > entries:
        return f"锚点记到第 {anchor.seq} 条，链上只剩 {entries} 条：末尾被截断"
    stored = session.scalars(select(audit.AuditEntry.hash).where(audit.AuditEntry.seq == anchor.seq)).one_or_none()
    return None if stored == anchor.hash else f"第 {anchor.seq} 条与锚点不符"


def _is_genuine(anchor: Anchor, public: Ed25519PublicKey) -> bool:
    try:
        public.verify(base64.b64decode(anchor.signature, validate=True), anchor.payload)
    except (InvalidSignature, binascii.Error):
        return False
    return True
