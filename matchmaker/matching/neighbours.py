"""Listings about similar things, for a listing's public page: see ``catalog.ports.NeighbourFinder``.

What only says the same again is no news to whoever reads the page, and officers see to it
elsewhere: near-duplicates of the listing are left out, and of several that are each other's only
the nearest is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.disclosure import opened
from matchmaker.catalog.models import RecordKind
from matchmaker.catalog.ports import Neighbour
from matchmaker.catalog.queries import MODELS
from matchmaker.engine.documents import Document
from matchmaker.engine.index import Index
from matchmaker.engine.near import THRESHOLD, duplicates, title_likeness
from matchmaker.matching.keeper import Keeper
from matchmaker.matching.meaning import shared_words

SHOWN = 5
CANDIDATES = 40
LEAST = 0.09
"""Scores of unrelated texts stay below it: of twenty full texts one in a hundred reaches 0.08 by chance.

The cosine of the whole texts would not do: what is measured the same way is as near by it as what
is about the same thing.
"""

WORDS = 4


@dataclass(frozen=True, slots=True)
class IndexedNeighbours:
    """``catalog.ports.NeighbourFinder`` over the published records in the index.

    ``session`` gives the session to read with; nothing is written.
    """

    keeper: Keeper
    session: Callable[[], Session]

    def near(self, kind: str, title: str, body: str, exclude_id: int) -> Sequence[Neighbour]:
        """At most five listings open to all, each with at most four shared words and at least one."""
        session = self.session()
        document = Document(exclude_id, title, body)
        with self.keeper.index(session, kind) as index:
            near = [match.key for match in index.search(document, CANDIDATES, LEAST) if match.key != exclude_id]
            known = _open(session, RecordKind(kind), near)
            same = {match.key for match in duplicates(document, index)} if known else set()
            keys = _apart((key for key in near if key in known and key not in same), known, index)
            explained = list(index.explain_many(document, keys))
        found = (Neighbour(key, shared_words(each.parts)[:WORDS]) for key, each in zip(keys, explained, strict=True))
        return [each for each in found if each.words]


def _open(session: Session, kind: RecordKind, ids: Sequence[int]) -> dict[int, str]:
    """Those that everybody may read, with their titles."""
    if not ids:
        return {}
    model: Any = MODELS[kind]
    return {
        row[0]: row[1] for row in session.execute(select(model.id, model.title).where(model.id.in_(ids), opened(model)))
    }


def _apart(keys: Iterable[int], titles: dict[int, str], index: Index) -> list[int]:
    """The first few that do not say the same as one before them."""
    kept: list[int] = []
    for key in keys:
        if all(title_likeness(titles[key], titles[other], index.vocabulary) < THRESHOLD for other in kept):
            kept.append(key)
        if len(kept) == SHOWN:
            break
    return kept
