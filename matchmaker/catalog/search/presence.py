"""Whether anybody at all uses a word, as far as the public may read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from matchmaker.catalog.disclosure import listed
from matchmaker.catalog.models import RecordKind, SearchEntry
from matchmaker.catalog.queries import MODELS
from matchmaker.catalog.search.fulltext import holding
from matchmaker.catalog.search.tokens import parse


def used_nowhere(session: Session, kind: RecordKind, words: Sequence[str]) -> list[str]:
    """Those of the words that no published listing of this kind has in its public text: one statement."""
    terms = {word: parse(word).phrase for word in words}
    asked = [word for word in words if terms[word]]
    if not asked:
        return []
    found = session.execute(select(*(_used(session, kind, terms[word]) for word in asked))).one()
    return [word for word, is_used in zip(asked, found, strict=True) if not is_used]


def _used(session: Session, kind: RecordKind, terms: Sequence[str]) -> ColumnElement[bool]:
    model: Any = MODELS[kind]
    shown = and_(
        SearchEntry.record_kind == kind.value,
        SearchEntry.id.in_(holding(session, terms)),
        # Written for another disclosure, an entry may hold words that are no longer to be read.
        SearchEntry.disclosure == model.disclosure,
        listed(model),
    )
    return select(SearchEntry.id).join(model, model.id == SearchEntry.record_id).where(shown).exists()
