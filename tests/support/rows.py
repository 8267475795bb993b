"""Rows that tests write as they are."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from matchmaker.catalog.models import Attachment
from matchmaker.core.blobs import store
from matchmaker.core.unit_of_work import transact


def added(session: Session, row: Any) -> Any:
    """``row``, committed."""

    def add(inner: Session) -> Any:
        inner.add(row)
        inner.flush()
        return row

    return transact(session, add)


def attach(session: Session, record: Any, folder: Path, kind: str = "") -> Any:
    """A file of ``record``; ``kind`` unless it is the record's own."""
    stored = store(folder, BytesIO(b"%PDF-1.7\n%%EOF\n"), "说明.pdf")
    row = Attachment(
        record_kind=kind or type(record).__tablename__,
        record_id=record.id,
        organization_id=record.organization_id,
        file_name=stored.file_name,
        media_type=stored.media_type,
        size=stored.size,
        sha256=stored.sha256,
        blob=stored.blob,
    )
    return added(session, row)
