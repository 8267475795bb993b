"""What the catalogue needs of the matcher, which stands above it.

``matching`` implements the protocol, the application puts it into
``app.extensions[DUPLICATE_FINDER]``; without it nothing is ever similar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

DUPLICATE_FINDER = "catalog.duplicate_finder"
LIKELY = 0.65
"""From this likeness (0–1) on a record is reviewed before it is published."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that resembles another: ``kind`` achievement or need, ``score`` 0–1."""

    kind: str
    id: int
    title: str
    score: float


class DuplicateFinder(Protocol):
    """Finds records that say nearly the same."""

    def similar(self, kind: str, title: str, body: str, exclude_id: int | None = None) -> Sequence[Hit]:
        """Records of ``kind`` that resemble the text, most alike first; never ``exclude_id``.

        The hits are not limited to what the reader may see: the caller judges that.
        """


class NothingSimilar:
    """Used while nobody looks for duplicates."""

    def similar(self, kind: str, title: str, body: str, exclude_id: int | None = None) -> Sequence[Hit]:  # noqa: ARG002
        return ()
