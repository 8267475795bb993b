"""What follows when a listing becomes public, or ceases to be."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from matchmaker.accounts.services.notices import Message, notify
from matchmaker.catalog import search, versions
from matchmaker.catalog.contents import Record, kind_of
from matchmaker.catalog.models import Achievement
from matchmaker.core import jobs
from matchmaker.core.authz import Actor
from matchmaker.organizations.queries import members, officers_for

PUBLISHED = "published"


def become_public(session: Session, row: Record, *, actor: Actor, tell: bool = True) -> None:
    """Keep a version, index the public words and, if ``tell``, let matching know.

    What was pasted beside an achievement has served its turn and is dropped.
    """
    if tell and isinstance(row, Achievement):  # nothing was pasted beside what comes in bulk
        row.pasted = None
    versions.keep(session, row, "published", actor=actor)
    search.index_record(session, row, suggest=tell)
    if tell:
        _tell_others(session, row, "record.published")


def leave_public(session: Session, row: Record, was: str) -> None:
    """Take a record whose state ``was`` published out of search and matching."""
    if was == PUBLISHED:
        search.unindex_record(session, kind_of(row), row.id)
        _tell_others(session, row, "record.unpublished")


def _tell_others(session: Session, row: Record, event: str) -> None:
    kind = kind_of(row)
    payload = {"kind": kind.value, "id": row.id}
    jobs.enqueue(session, event, payload, dedup_key=f"{kind}:{row.id}")


def owners(session: Session, row: Record) -> set[int]:
    """Who is told what happens to a record: its unit's people, its scout, who entered it."""
    people = {*members(session, row.organization_id), row.scout_id, row.entered_by}
    return {person for person in people if person is not None}


def tell_owners(
    session: Session,
    row: Record,
    event: str,
    title: str,
    body: str = "",
    *,
    occasion: str | None = None,
    but: int | None = None,
) -> None:
    """Notify the owners, ``but`` for one person; ``title`` may hold ``{title}`` for the record's name.

    Told once for each ``occasion`` (default: each version of the record).
    """
    _tell(session, owners(session, row) - {but}, row, event, title, body, own_page(row), occasion)


def tell_officers(session: Session, row: Record, event: str, title: str, body: str = "") -> None:
    """Notify the officers of the record's region."""
    _tell(session, officers_for(session, row.region_code), row, event, title, body, review_page(row))


def own_page(row: Record) -> str:
    """The address of the record's page for its owner."""
    return f"/my/{kind_of(row)}s/{row.id}"


def review_page(row: Record) -> str:
    """The address of the record's page for the officer."""
    return f"/review/{kind_of(row)}s/{row.id}"


def _tell(
    session: Session,
    people: Iterable[int],
    row: Record,
    event: str,
    title: str,
    body: str,
    href: str,
    occasion: str | None = None,
) -> None:
    kind = kind_of(row)
    message = Message(f"{kind}.{event}", title.format(title=row.title), body, href)
    when = str(row.version) if occasion is None else occasion
    notify(session, people, message, dedup_key=f"{kind}.{event}:{row.id}:{when}")
