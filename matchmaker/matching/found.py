"""What a text finds among the achievements that are open to all, and what each lacks of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matchmaker.catalog.disclosure import opened
from matchmaker.catalog.models import Achievement
from matchmaker.engine.near_miss import FILLERS, HEAVIEST, lacking, telling_words
from matchmaker.engine.ranking import FLOOR, level
from matchmaker.engine.text import word_runs
from matchmaker.engine.tuning import Tuning
from matchmaker.matching.documents import achievement_document, typed_need
from matchmaker.matching.keeper import Keeper
from matchmaker.matching.meaning import shared_words, unmeant, unused
from matchmaker.matching.near_misses import CANDIDATES, SHARED, SHOWN, UNUSED_SHOWN, WORDS_CHECKED
from matchmaker.matching.preview import SHORTEST


@dataclass(frozen=True, slots=True)
class Finding:
    """An achievement open to all: words that both have, and words of the text that it does not name."""

    id: int
    title: str
    organization: str
    level: str
    shared: tuple[str, ...]
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The nearest first; ``unused``: words of the text that no achievement has in its public text."""

    listed: tuple[Finding, ...]
    unused: tuple[str, ...]


NOTHING = Found((), ())


def found_for(session: Session, keeper: Keeper, said: Mapping[str, Any]) -> Found:
    """The five nearest to a need's contents as typed, which may lack any part."""
    document = typed_need(said)
    if len(word_runs(document.text)) < SHORTEST:
        return NOTHING
    with keeper.index(session, "achievement") as index:
        tuning, words = index.tuning, telling_words(document, index, WORDS_CHECKED)
        matches = index.search(document, CANDIDATES, FLOOR)
        rows = _open(session, [match.key for match in matches])
        chosen = [rows[match.key] for match in matches if match.key in rows][:SHOWN]
        explained = list(index.explain_many(document, [row.id for row in chosen], 2 * SHARED))
    listed = tuple(
        Finding(
            row.id,
            row.title,
            row.organization.name,
            level(explanation.score),
            shared_words(part for part in explanation.parts if part.term not in FILLERS)[:SHARED],
            _lacking(words[:HEAVIEST], achievement_document(row).text, tuning),
        )
        for row, explanation in zip(chosen, explained, strict=True)
    )
    return Found(listed, tuple(unused(session, words, tuning)[:UNUSED_SHOWN]))


def _lacking(words: Sequence[str], text: str, tuning: Tuning) -> tuple[str, ...]:
    return lacking(unmeant(words, text, tuning), text)


def _open(session: Session, ids: Sequence[int]) -> dict[int, Achievement]:
    query = select(Achievement).where(Achievement.id.in_(ids), opened(Achievement))
    return {row.id: row for row in session.scalars(query.options(selectinload(Achievement.indicators))).unique()}
