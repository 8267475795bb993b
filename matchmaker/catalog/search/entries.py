"""Keeping the search entries in step with the records.

A service that publishes, changes or takes back a listing calls
``index_record`` in the same transaction. An entry remembers the disclosure it
was written for: should the record's differ, search does not find it by words
that may no longer be read.
"""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from matchmaker.catalog import disclosure
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import RecordKind, SearchEntry
from matchmaker.catalog.search.phrases import index_phrases
from matchmaker.catalog.search.tokens import index_terms
from matchmaker.catalog.vocabulary import FIELDS
from matchmaker.organizations.models import Region


def index_record(session: Session, row: Record, *, suggest: bool = True) -> None:
    """Make ``row`` findable by what the public may read of it, or not at all.

    Without ``suggest`` it is suggested to nobody until ``catalog.keep_phrases`` has run: of many
    records at once, the spelling of phrases would take longer than all the rest.
    """
    kind = kind_of(row)
    if not disclosure.is_listed(row):
        unindex_record(session, kind, row.id)
        return
    title = disclosure.public_title(row)
    text = "\n".join((title, disclosure.public_body(row), *_circumstances(session, row)))
    known = select(SearchEntry).where(SearchEntry.record_kind == kind, SearchEntry.record_id == row.id)
    entry = session.scalar(known) or SearchEntry(record_kind=kind, record_id=row.id)
    entry.disclosure = row.disclosure
    entry.title_tokens = index_terms(title)
    entry.tokens = index_terms(text)
    session.add(entry)
    session.flush()
    index_phrases(session, row if suggest else None, entry)


def unindex_record(session: Session, kind: RecordKind | str, record_id: int) -> None:
    """Let nobody find this record any more."""
    session.execute(delete(SearchEntry).where(SearchEntry.record_kind == str(kind), SearchEntry.record_id == record_id))


def _circumstances(session: Session, row: Record) -> list[str]:
    """Field and place; the organisation's names of a listing open to all."""
    region = session.get(Region, disclosure.public_region(row))
    words = [FIELDS.get(row.field_code or "", ""), region.name if region else ""]
    if disclosure.is_open(row):
        words += [row.organization.name, row.organization.short_name]
    return words
