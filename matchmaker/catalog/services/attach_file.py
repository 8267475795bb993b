"""Files that belong to a record: the row, once the bytes are safely stored."""

from __future__ import annotations

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
    attachment = Attachment(
        record_kind=kind.value,
        record_id=row.id,
        organization_id=row.organization_id,
        purpose=purpose if purpose in vocabulary.ATTACHMENT_PURPOSES else "general",
        file_name=stored.file_name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        blob=stored.blob,
        is_public=is_public,
        uploaded_by=actor.user_id,
    )
    session.add(attachment)
    session.flush()
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
