"""One small interface to the full-text index, once for each database.

SQLite has FTS5 over ``search_entry.tokens`` (kept in step by triggers),
PostgreSQL a GIN index over ``to_tsvector('simple', tokens)``; both are made by
the migration. Neither ranks: a page must cost the same whatever the number of
hits.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, String, bindparam, column, func, literal_column, select, table
from sqlalchemy.orm import Session

from matchmaker.catalog.models import SearchEntry


class FullText(Protocol):
    """Finds entries by terms as ``tokens.index_terms`` makes them."""

    def holding(self, terms: Iterable[str]) -> Select[int]:
        """Ids (column ``id``) of the entries that hold every one of ``terms`` (of at least one)."""


class SqliteFullText:
    """FTS5."""

    _index = table("search_fts", column("rowid"), column("search_fts"))

    def holding(self, terms: Iterable[str]) -> Select[Any]:
        match = " AND ".join(f'"{term}"' for term in terms)
        return select(self._index.c.rowid.label("id")).where(
            self._index.c.search_fts.op("MATCH")(bindparam(None, match, String, unique=True))
        )


class PostgresFullText:
    """tsvector with the configuration ``simple``; the expression is that of the index."""

    _plain: ColumnElement[Any] = literal_column("'simple'::regconfig")

    def holding(self, terms: Iterable[str]) -> Select[Any]:
        return select(SearchEntry.id.label("id")).where(
            func.to_tsvector(self._plain, SearchEntry.tokens).op("@@")(
                func.plainto_tsquery(self._plain, " ".join(terms))
            )
        )


def full_text(session: Session) -> FullText:
    """The implementation for the session's database."""
    return SqliteFullText() if session.get_bind().dialect.name == "sqlite" else PostgresFullText()
