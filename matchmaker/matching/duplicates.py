"""Records that say nearly the same, for the catalogue's warnings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from matchmaker.catalog.models import Achievement, Need
from matchmaker.catalog.ports import Hit
from matchmaker.engine.documents import Document
from matchmaker.engine.near import duplicates
from matchmaker.matching.keeper import Keeper

SHOWN = 5
UNSAVED = 0


@dataclass(frozen=True, slots=True)
class IndexedDuplicates:
    """``catalog.ports.DuplicateFinder`` over the published records in the index.

    ``session`` gives the session to read with; nothing is written.
    """

    keeper: Keeper
    session: Callable[[], Session]

    def similar(self, kind: str, title: str, body: str, exclude_id: int | None = None) -> Sequence[Hit]:
        """At most five published records that resemble the text, most alike first."""
        if not title.strip():
            return ()
        session = self.session()
        document = Document(exclude_id or UNSAVED, title, body)
        with self.keeper.index(session, kind) as index:
            if not len(index):
                return ()
            found = [match for match in duplicates(document, index) if match.key != exclude_id][:SHOWN]
        titles = _titles(session, kind, [match.key for match in found])
        return [Hit(kind, match.key, titles[match.key], match.score) for match in found if match.key in titles]


def _titles(session: Session, kind: str, ids: list[int]) -> dict[int, str]:
    model = Achievement if kind == "achievement" else Need
    return {row[0]: row[1] for row in session.execute(select(model.id, model.title).where(model.id.in_(ids)))}
