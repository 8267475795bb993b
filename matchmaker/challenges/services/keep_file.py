"""Files that belong to a contract or a milestone: the row, once the bytes are safely stored."""

from __future__ import annotations

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment
from matchmaker.core.authz import Actor
from matchmaker.core.blobs import StoredBlob


def keep_file(
    session: Session, stored: StoredBlob, *, kind: str, record_id: int, organization_id: int, actor: Actor
) -> Attachment:
    """A row that keeps ``stored`` from the sweep. ``kind`` is none of a listing's, so listings never show it."""
    row = Attachment(
        record_kind=kind,
        record_id=record_id,
        organization_id=organization_id,
        file_name=stored.file_name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        blob=stored.blob,
        uploaded_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    return row
