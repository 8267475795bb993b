"""Reading the records that a file lists: a statement or two for each few hundred rows, never one a row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import Session, selectinload

from matchmaker.catalog import public_queries
from matchmaker.catalog.export_columns import Line, public_line
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.public_queries import TRL_EVIDENCE, Candidate, has_file
from matchmaker.catalog.queries import MODELS
from matchmaker.web.exports import stream

CHUNK = 500


def public_lines(session: Session, found: Sequence[Candidate], names: Mapping[str, str]) -> Iterator[Line]:
    """The listings of ``found`` in that order, as everybody may read them."""
    for start in range(0, len(found), CHUNK):
        for each in public_queries.rows(session, found[start : start + CHUNK]):
            yield public_line(each.row, evidenced=each.evidenced, names=names)


def whole_lines(session: Session, kind: RecordKind, query: Select[Any], names: Mapping[str, str]) -> Iterator[Line]:
    """``query`` of records of one ``kind`` for those who may read all of them."""
    model: Any = MODELS[kind]
    full = query.add_columns(has_file(kind, TRL_EVIDENCE)).options(selectinload(model.indicators))
    for row, evidenced in stream(session, full):
        yield Line(row, whole=True, evidenced=evidenced, names=names)
