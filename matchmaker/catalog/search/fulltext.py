"""One small interface to the full-text index, once for each database.

SQLite has FTS5 over ``search_entry.tokens`` (kept in step by triggers),
PostgreSQL a GIN index over ``to_tsvector('simple', tokens)``; both are made by
the migration. Neither ranks: a page must cost the same whatever the number of
hits.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Select, String, bindparam, column, func, literal_column, select, table
from sqlalchemy.orm import Session

from matchmaker.catalog.models import SearchEntry

Terms = Iterable[str]


class FullText(Protocol):
    """Finds entries by terms as ``tokens.index_terms`` makes them."""

    def meeting(self, words: Iterable[Iterable[Terms]]) -> Select[int]:
        """Ids (column ``id``) of the entries that, for every word, hold all terms of at least one of its choices."""


class SqliteFullText:
    """FTS5."""

    _index = table("search_fts", column("rowid"), column("search_fts"))

    def meeting(self, words: Iterable[Iterable[Terms]]) -> Select[Any]:
        choices = (" OR ".join(f"({self._all(terms)})" for terms in word) for word in words)
        match = " AND ".join(f"({each})" for each in choices)
        return select(self._index.c.rowid.label("id")).where(
            self._index.c.search_fts.op("MATCH")(bindparam(None, match, String, unique=True))
        )

    @staticmethod
    def _all(terms: Terms) -> str:
        return " AND ".join(f'"{term}"' for term in terms)


class PostgresFullText:
    """tsvector with the configuration ``simple``; the expression is that of the index."""

    _plain: ColumnElement[Any] = literal_column("'simple'::regconfig")

    def meeting(self, words: Iterable[Iterable[Terms]]) -> Select[Any]:
        choices = (reduce(_or, map(self._all, word)) for word in words)
        return select(SearchEntry.id.label("id")).where(
            func.to_tsvector(self._plain, SearchEntry.tokens).op("@@")(reduce(_and, choices).self_group())
        )

    def _all(self, terms: Terms) -> ColumnElement[Any]:
        return func.plainto_tsquery(self._plain, " ".join(terms))


def _or(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    return one.op("||", precedence=5)(other).self_group()


def _and(one: ColumnElement[Any], other: ColumnElement[Any]) -> ColumnElement[Any]:
    return one.op("&&", precedence=5)(other).self_group()


def full_text(session: Session) -> FullText:
    """The implementation for the session's database."""
    return SqliteFullText() if session.get_bind().dialect.name == "sqlite" else PostgresFullText()


def holding(session: Session, terms: Terms) -> Select[int]:
    """Ids (column ``id``) of the entries that hold every one of ``terms`` (of at least one)."""
    return full_text(session).meeting([[terms]])
