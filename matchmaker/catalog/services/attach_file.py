"""Files that belong to a record: the row, once the bytes are safely stored."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matchmaker.catalog import vocabulary
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import Attachment
from matchmaker.catalog.policies import PERMISSIONS
from matchmaker.catalog.services.draft_record import EDIT
from matchmaker.core import audit
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import StoredBlob
from matchmaker.core.errors import Invalid

MOST_FILES = 20
MOST_BYTES = 60 * 1024 * 1024


def add_attachment(
    session: Session,
    stored: StoredBlob,
    *,
    record_kind: str,
    record_id: int,
    organization_id: int,
    actor: Actor,
    **more: Any,
) -> Attachment:
    """The row of a stored file, of whatever kind of record; ``more`` are further columns.

    Rights, limits and the audit are the caller's.
    """
    row = Attachment(
        record_kind=record_kind,
        record_id=record_id,
        organization_id=organization_id,
        uploaded_by=actor.user_id,
        **asdict(stored),
        **more,
    )
    session.add(row)
    session.flush()
    return row


def attach(
    session: Session,
    row: Record,
    *,
    actor: Actor,
    stored: StoredBlob,
    purpose: str = "general",
    is_public: bool = False,
) -> Attachment:
    """Add a stored file to ``row``.

    Raises Invalid when the record has its number or size of files already;
    the bytes are then an orphan, which the sweep removes.
    """
    kind = kind_of(row)
    PERMISSIONS.require(actor, EDIT[kind], row)
    mine = (Attachment.record_kind == kind.value, Attachment.record_id == row.id)
    count, size = session.execute(select(func.count(), func.coalesce(func.sum(Attachment.size), 0)).where(*mine)).one()
    if count >= MOST_FILES:
        raise Invalid(fields={"file": [f"最多 {MOST_FILES} 个附件。"]})
    if size + stored.size > MOST_BYTES:
        raise Invalid(fields={"file": [f"附件合计不能超过 {MOST_BYTES // 1024 // 1024} MB。"]})
    attachment = add_attachment(
        session,
        stored,
        record_kind=kind.value,
        record_id=row.id,
        organization_id=row.organization_id,
        purpose=purpose if purpose in vocabulary.ATTACHMENT_PURPOSES else "general",
        is_public=is_public,
        actor=actor,
    )
    audit.record(session, actor, f"{kind}.attached", kind.value, row.id, attachment=attachment.id, sha256=stored.sha256)
    return attachment


def detach(session: Session, row: Record, attachment: Attachment, *, actor: Actor) -> None:
    """Remove a file from ``row``; the sweep removes the bytes a day later."""
    kind = kind_of(row)
    PERMISSIONS.require(actor, EDIT[kind], row)
    audit.record(
        session, actor, f"{kind}.detached", kind.value, row.id, attachment=attachment.id, sha256=attachment.sha256
    )
    session.delete(attachment)
    session.flush()
