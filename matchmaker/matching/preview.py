"""What a need finds while it is being written: see ``catalog.ports.NeedPreview``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.disclosure import opened
from matchmaker.catalog.models import Achievement
from matchmaker.catalog.ports import Preview
from matchmaker.engine.ranking import level
from matchmaker.engine.text import word_runs
from matchmaker.matching.documents import typed_need
from matchmaker.matching.keeper import Keeper
from matchmaker.matching.meaning import shared_words
from matchmaker.matching.near_misses import NEAR
from matchmaker.organizations.models import Organization

SHOWN = 3
CANDIDATES = 30
SHORTEST = 4
WORDS = 4


@dataclass(frozen=True, slots=True)
class IndexedPreview:
    """``catalog.ports.NeedPreview`` over the index of achievements.

    ``session`` gives the session to read with; nothing is written.
    """

    keeper: Keeper
    session: Callable[[], Session]

    def best(self, said: Mapping[str, Any]) -> Sequence[Preview]:
        """At most three achievements that are open to all, the nearest first."""
        document = typed_need(said)
        if len(word_runs(document.text)) < SHORTEST:
            return ()
        session = self.session()
        with self.keeper.index(session, "achievement") as index:
            matches = index.search(document, CANDIDATES, NEAR)
            known = _open(session, [match.key for match in matches])
            keys = [match.key for match in matches if match.key in known][:SHOWN]
            explained = list(index.explain_many(document, keys))
        return [
            Preview(
                key,
                *known[key],
                level(explanation.score),
                shared_words(explanation.parts)[:WORDS],
            )
            for key, explanation in zip(keys, explained, strict=True)
        ]


def _open(session: Session, ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Those that everybody may read, with their titles and their units' names."""
    if not ids:
        return {}
    query = (
        select(Achievement.id, Achievement.title, Organization.name)
        .join(Organization, Organization.id == Achievement.organization_id)
        .where(Achievement.id.in_(ids), opened(Achievement))
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(query)}
