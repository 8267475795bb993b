"""The audit trail: append-only, each entry chained to the one before.

``record`` notes an entry during a transaction; ``seal`` (called by
``unit_of_work`` just before the commit) takes the lock on the head, numbers
and chains the entries and moves the head. Persons appear by id only, so that
erasing one leaves the chain whole. hash = SHA-256(previous hash ‖ canonical
JSON of the entry).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import CheckConstraint, Index, String, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from matchmaker.core import append_only, clock
from matchmaker.core.authz import Actor
from matchmaker.core.db import Base

GENESIS = "0" * 64
_PENDING = "matchmaker_audit"
BATCH = 1000


class AuditEntry(Base):
    """One thing that happened, who did it, to what; never changed."""

    __tablename__ = "audit_entry"

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor_kind: Mapped[str] = mapped_column(String(16))
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(64), default="")
    action: Mapped[str] = mapped_column(String(64))
    subject_kind: Mapped[str] = mapped_column(String(32))
    subject_id: Mapped[str] = mapped_column(String(40))
    detail: Mapped[dict[str, Any]]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)

    __table_args__ = (Index(None, "subject_kind", "subject_id"), Index(None, "at"))


class AuditHead(Base):
    """The single row that every appender locks: number and hash of the last entry."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seq: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (CheckConstraint("id = 1", name="single"),)


def record(
    session: Session,
    actor: Actor,
    action: str,
    subject_kind: str,
    subject_id: int | str,
    **detail: Any,
) -> None:
    """Note that ``actor`` did ``action``; written when the transaction commits.

    ``detail`` takes text, integers, booleans, None, lists and dicts of these;
    TypeError for floats, which the two databases print differently.
    """
    _refuse_floats(detail)
    session.info.setdefault(_PENDING, []).append(
        {
            "at": clock.now(),
            "actor_kind": actor.kind,
            "actor_id": actor.user_id,
            "actor_name": actor.login if actor.is_system else "",
            "action": action,
            "subject_kind": subject_kind,
            "subject_id": str(subject_id),
            "detail": detail,
        }
    )


def discard(session: Session) -> None:
    """Forget entries of a transaction that is being rolled back."""
    session.info.pop(_PENDING, None)


def seal(session: Session) -> None:
    """Chain the noted entries; any failure aborts the change they speak of."""
    pending: list[dict[str, Any]] = session.info.pop(_PENDING, [])
    if not pending:
        return
    head = session.execute(select(AuditHead.seq, AuditHead.hash).with_for_update()).one()
    seq, previous = head.seq, head.hash
    rows = []
    for entry in pending:
        seq += 1
        row = {**entry, "seq": seq, "previous_hash": previous}
        previous = row["hash"] = digest(row)
        rows.append(row)
    session.execute(insert(AuditEntry), rows)
    session.execute(update(AuditHead).where(AuditHead.id == 1).values(seq=seq, hash=previous))


def digest(row: Mapping[str, Any]) -> str:
    """The hash that an entry with these values must carry."""
    body = {
        "seq": row["seq"],
        "at": row["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        "actor_kind": row["actor_kind"],
        "actor_id": row["actor_id"],
        "actor_name": row["actor_name"],
        "action": row["action"],
        "subject_kind": row["subject_kind"],
        "subject_id": row["subject_id"],
        "detail": row["detail"],
    }
    canonical = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(f"{row['previous_hash']}{canonical}".encode()).hexdigest()


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("audit details hold no floats")
    if isinstance(value, Mapping):
        for part in value.values():
            _refuse_floats(part)
    elif isinstance(value, list | tuple):
        for part in value:
            _refuse_floats(part)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a verification found: ``problem`` is None when the chain is whole."""

    entries: int
    head_hash: str
    problem: str | None = None
    seq: int | None = None


def verify(session: Session) -> Verdict:
    """Walk the whole chain; name the first entry that is not as it was written."""
    head = session.execute(select(AuditHead.seq, AuditHead.hash)).one_or_none()
    previous, expected = GENESIS, 1
    for row in _entries(session):
        problem = _fault(row, expected, previous)
        if problem:
            return Verdict(expected - 1, previous, problem, row["seq"])
        previous, expected = row["hash"], expected + 1
    count = expected - 1
    if head is None:
        return Verdict(count, previous, "链头记录缺失")
    if (head.seq, head.hash) != (count, previous):
        return Verdict(count, previous, f"链头指向第 {head.seq} 条，实际末条为第 {count} 条", count + 1)
    gone = append_only.missing(session)
    if gone:
        return Verdict(count, previous, f"防改触发器缺失：{'、'.join(gone)}")
    return Verdict(count, previous)


def _entries(session: Session) -> Iterator[Mapping[str, Any]]:
    columns = AuditEntry.__table__.columns
    last = -1
    while True:
        query = select(*columns).where(AuditEntry.seq > last).order_by(AuditEntry.seq).limit(BATCH)
        rows = session.execute(query).mappings().all()
        if not rows:
            return
        for row in rows:
            yield dict(row)
        last = rows[-1]["seq"]


def _fault(row: Mapping[str, Any], expected: int, previous: str) -> str | None:
    if row["seq"] != expected:
        return f"第 {expected} 条缺失"
    if row["previous_hash"] != previous:
        return "与前一条不衔接"
    if row["hash"] != digest(row):
        return "内容与校验值不符"
    return None
