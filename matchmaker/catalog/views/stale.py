"""The page for a save from an old copy: what was typed beside what stands now."""

from __future__ import annotations

from flask import Response
from sqlalchemy import select

from matchmaker.accounts.models import User
from matchmaker.catalog import versions
from matchmaker.catalog.contents import contents
from matchmaker.catalog.forms.listing import ListingForm
from matchmaker.catalog.queries import get_record
from matchmaker.catalog.views.sides import Side
from matchmaker.core.audit import AuditEntry
from matchmaker.core.errors import StaleVersion
from matchmaker.web.errors import error_page
from matchmaker.web.extensions import db

CONFLICT = 409


def stale_page(side: Side, form: ListingForm, record_id: int) -> Response:
    """Both versions, who wrote the other one, and the way to it."""
    row = get_record(db.session, side.kind, record_id)
    error = StaleVersion()
    return error_page(
        CONFLICT,
        error.code,
        error.message,
        yours=versions.told(side.kind, form.contents()),
        theirs=versions.told(side.kind, contents(row)),
        theirs_by=_last_writer(side, record_id),
        theirs_at=row.updated_at,
        current_href=side.href("edit", record_id=record_id),
    )


def _last_writer(side: Side, record_id: int) -> str:
    query = (
        select(User.name)
        .join(AuditEntry, AuditEntry.actor_id == User.id)
        .where(AuditEntry.subject_kind == side.kind.value, AuditEntry.subject_id == str(record_id))
        .order_by(AuditEntry.seq.desc())
        .limit(1)
    )
    return db.session.scalar(query) or ""
