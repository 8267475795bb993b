"""The public full-text index: one row of words for each public listing.

Only what everybody may read goes in; the index can be rebuilt from the
records at any time.
"""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import RecordKind, SearchEntry
from matchmaker.catalog.queries import is_public, public_text
from matchmaker.engine.text import normalise, segment, word_runs


def words(text: str) -> str:
    """``text`` as the index holds it: normalised words separated by blanks."""
    return " ".join(word_runs(" ".join(segment(normalise(text)))).split())


def index_record(session: Session, row: Record) -> None:
    """Bring the entry of ``row`` up to date; a record that is not public gets none."""
    kind = kind_of(row)
    if not is_public(row):
        unindex(session, kind, row.id)
        return
    query = select(SearchEntry).where(SearchEntry.record_kind == kind.value, SearchEntry.record_id == row.id)
    entry = session.scalars(query).one_or_none()
    if entry is None:
        entry = SearchEntry(record_kind=kind.value, record_id=row.id)
        session.add(entry)
    entry.tokens = words(public_text(row))
    session.flush()


def unindex(session: Session, kind: RecordKind, record_id: int) -> None:
    """Remove the entry of a record, if there is one."""
    session.execute(
        delete(SearchEntry).where(SearchEntry.record_kind == kind.value, SearchEntry.record_id == record_id)
    )
