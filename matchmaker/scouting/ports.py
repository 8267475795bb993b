"""What scouting needs of matching and deals, which stand above it.

``matching`` implements the protocol; the application puts it into
``app.extensions[PROSPECTS]`` and hands it to the job that routes.
Without it nothing has matched yet.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy.orm import Session

PROSPECTS = "scouting.prospects"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a record got: numbers of deals opened, introduced, signed and ended."""

    deals: int = 0
    introduced: int = 0
    signed: int = 0
    closed: int = 0


class Prospects(Protocol):
    """What matching found for records, and what came of it."""

    def provided_for(self, session: Session, need_ids: Collection[int]) -> set[int]:
        """Those of the needs that have a suggestion of level strong or fair, or a live deal. One or two statements."""

    def fits(self, session: Session, organization_id: int) -> Mapping[int, float]:
        """Need id → best score (0–1) with a published achievement of the organisation. One statement."""

    def progress(self, session: Session, kind: str, record_ids: Collection[int]) -> Mapping[int, Progress]:
        """Record id → what became of it; ids without a deal are left out. One statement."""


class NothingMatched:
    """Used while nobody matches."""

    def provided_for(self, session: Session, need_ids: Collection[int]) -> set[int]:  # noqa: ARG002
        return set()

    def fits(self, session: Session, organization_id: int) -> Mapping[int, float]:  # noqa: ARG002
        return {}

    def progress(self, session: Session, kind: str, record_ids: Collection[int]) -> Mapping[int, Progress]:  # noqa: ARG002
        return {}
